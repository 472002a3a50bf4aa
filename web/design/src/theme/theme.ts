import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorScheme,
  type MantineColorSchemeManager,
  type MantineColorsTuple,
} from "@mantine/core";

// Mantine wants ten shades of a colour. Ours is one token that knows both themes, so all ten are it.
const accent = Array.from({ length: 10 }, () => "var(--accent)") as unknown as MantineColorsTuple;

export const theme = createTheme({
  fontFamily: "var(--sans)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "var(--t-xs)", sm: "var(--t-m)", md: "var(--t-m)", lg: "var(--t-l)", xl: "var(--t-xl)" },
  spacing: { xs: "var(--s2)", sm: "var(--s3)", md: "var(--s4)", lg: "var(--s5)", xl: "var(--s6)" },
  radius: { sm: "var(--r)", md: "var(--r)", lg: "var(--r-l)" },
  shadows: { md: "var(--float)", xl: "var(--float)" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  colors: { accent },
  primaryColor: "accent",
  // Mantine would write white on the accent, which is light in the dark theme.
  variantColorResolver: (input) => ({
    ...defaultVariantColorsResolver(input),
    ...(input.variant === "filled" && {
      background: "var(--accent)",
      hover: "var(--accent-hover)",
      color: "var(--on-accent)",
    }),
  }),
  components: {
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 90 } } },
    Modal: {
      defaultProps: {
        shadow: "xl",
        transitionProps: { duration: 90 },
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 90 } } },
  },
});

/** Mantine's own variables, said in our tokens. The tokens know light and dark, so both schemes get the same. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "var(--ink-faint)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--surface-sunk)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-error": "var(--failed)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-hover)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
    "--mantine-line-height": "1.5",
  };
  return { variables: {}, light: shared, dark: shared };
};

const KEY = "atrium-theme";

/** Keeps the chosen theme where `theme.js` finds it before the first paint. */
export function themeKeeper(): MantineColorSchemeManager {
  let listening: ((event: StorageEvent) => void) | null = null;
  const isScheme = (value: unknown): value is MantineColorScheme =>
    value === "light" || value === "dark" || value === "auto";
  const show = (scheme: MantineColorScheme) => {
    if (scheme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = scheme;
  };
  return {
    get(fallback) {
      try {
        const kept = localStorage.getItem(KEY);
        return isScheme(kept) ? kept : fallback;
      } catch {
        return fallback;
      }
    },
    set(scheme) {
      show(scheme);
      try {
        localStorage.setItem(KEY, scheme);
      } catch {
        // Nothing keeps it; it holds for this page.
      }
    },
    subscribe(onUpdate) {
      listening = (event) => {
        if (event.key !== KEY || !isScheme(event.newValue)) return;
        show(event.newValue);
        onUpdate(event.newValue);
      };
      window.addEventListener("storage", listening);
    },
    unsubscribe() {
      if (listening) window.removeEventListener("storage", listening);
    },
    clear() {
      show("auto");
      localStorage.removeItem(KEY);
    },
  };
}
