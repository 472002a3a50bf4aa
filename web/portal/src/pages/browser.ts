const browsers: readonly (readonly [string, RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+).*\bSafari\//],
];

const systems: readonly (readonly [string, RegExp])[] = [
  ["Windows", /Windows/],
  ["Android", /Android/],
  ["iOS", /iPhone|iPad/],
  ["macOS", /Mac OS X/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux/],
];

/** What a user agent calls itself, without what it adds for the sake of old servers; undefined for none. */
export function browser(userAgent: string): { readonly name: string; readonly system?: string } | undefined {
  const system = systems.find(([, mark]) => mark.test(userAgent))?.[0];
  for (const [brand, mark] of browsers) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return { name: `${brand} ${version}`, ...(system ? { system } : {}) };
  }
  // A program: its first product, such as curl/8.5.0.
  const [name, version] = (userAgent.split(/[\s(]/, 1)[0] ?? "").split("/");
  return name ? { name: [name, version].filter(Boolean).join(" ").slice(0, 40) } : undefined;
}
