import axe from "axe-core";

/** What axe finds wrong on the page, each with the element; nothing, one hopes. Colours are seen by a browser only. */
export async function violations(page: Element = document.body): Promise<string[]> {
  const { violations: found } = await axe.run(page, { rules: { "color-contrast": { enabled: false } } });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
