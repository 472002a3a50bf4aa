/** The two ways in which the pages leave for another document; an object, so that a test can watch them. */
export const browser = {
  here: (): string => window.location.pathname + window.location.search + window.location.hash,
  leaveFor: (url: string): void => {
    window.location.assign(url);
  },
};
