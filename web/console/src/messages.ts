/** Every word of Console's own pages. A translation is another object of the same type. */
export const messages = {
  application: "Console",
  overview: "Overview",
  backToPortal: "Back to Portal",
  stacks: {
    title: "Choose a stack",
    link: "Stacks",
    columns: { name: "Stack", state: "State", version: "Version", region: "Region" },
    filter: "Filter by name, region, version…",
    count: (shown: number, all: number) => {
      const noun = all === 1 ? "stack" : "stacks";
      return shown === all ? `${all} ${noun}` : `${shown} of ${all} ${noun}`;
    },
    none: {
      title: "This organization has no stacks",
      text: "Console shows what runs in a stack. Stacks are looked after in Portal.",
      portal: "Open Portal",
    },
  },
  organizations: {
    none: {
      title: "You are in no organization",
      text: "Ask somebody for an invitation to theirs, or create one of your own in Portal.",
      portal: "Open Portal",
    },
  },
  notFound: {
    title: "There is no such page",
    text: "The address may be mistyped, or the page has moved.",
    home: "Choose a stack",
  },
};
