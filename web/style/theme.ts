import {
  type ActionIconProps,
  type ButtonProps,
  createTheme,
  type MantineColorsTuple,
  type MenuProps,
  type ModalProps,
  type TooltipProps,
  type VariantColorsResolver,
} from "@mantine/core";
import parts from "./parts.module.css";

const shades = (name: string): MantineColorsTuple => {
  const fill = `var(--${name})`;
  return [fill, fill, fill, fill, fill, fill, fill, fill, fill, fill];
};

/** Every variant of every button-like part, in tokens whose contrast tokens.test.ts has computed. */
const variantColorResolver: VariantColorsResolver = ({ color, variant }) => {
  const name = ["good", "warn", "bad", "info"].includes(color ?? "") ? (color as string) : "accent";
  const ink = `var(--${name}-ink)`;
  const soft = `var(--${name}-soft)`;
  if (variant === "filled") {
    const hover = name === "accent" ? "var(--accent-hover)" : ink;
    return {
      background: `var(--${name})`,
      hover,
      color: "var(--on-accent)",
      border: "1px solid transparent",
    };
  }
  if (variant === "light") {
    return {
      background: soft,
      hover: `color-mix(in oklab, ${soft}, ${ink} 7%)`,
      color: ink,
      border: "1px solid transparent",
    };
  }
  if (variant === "outline")
    return { background: "transparent", hover: soft, color: ink, border: `1px solid ${ink}` };
  if (variant === "subtle" && !color) {
    return {
      background: "transparent",
      hover: "var(--hover)",
      color: "var(--ink-2)",
      border: "1px solid transparent",
    };
  }
  if (variant === "subtle" || variant === "transparent") {
    return {
      background: "transparent",
      hover: variant === "subtle" ? soft : "transparent",
      color: ink,
      border: "1px solid transparent",
    };
  }
  return {
    background: "var(--surface)",
    hover: "var(--hover)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
  };
};

/** Mantine, spoken in Rapport's tokens. Sizes and colours as CSS variables are in mantine-variables.css. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: 6,
  fontFamily: "var(--font-ui)",
  headings: { fontFamily: "var(--font-display)", fontWeight: "500" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "never", // base.css draws one ring for everything
  colors: {
    accent: shades("accent"),
    good: shades("good"),
    warn: shades("warn"),
    bad: shades("bad"),
    info: shades("info"),
  },
  variantColorResolver,
  // Named, not imported: a part is loaded with the first screen that draws it.
  components: {
    Button: {
      defaultProps: { size: "sm" } satisfies Partial<ButtonProps>,
      classNames: { root: parts.button },
    },
    ActionIcon: { defaultProps: { variant: "subtle", size: "lg" } satisfies Partial<ActionIconProps> },
    InputWrapper: { classNames: { label: parts.label, description: parts.help, error: parts.error } },
    Input: { classNames: { input: parts.input }, defaultProps: { size: "sm" } },
    Checkbox: { classNames: { input: parts.check, icon: parts.checkIcon } },
    Radio: { classNames: { radio: parts.check, icon: parts.checkIcon } },
    Menu: {
      defaultProps: {
        shadow: "md",
        offset: 6,
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 120, transition: "pop" },
      } satisfies Partial<MenuProps>,
      classNames: {
        dropdown: parts.dropdown,
        item: parts.item,
        label: parts.menuLabel,
        divider: parts.divider,
      },
    },
    Combobox: { classNames: { dropdown: parts.dropdown, option: parts.item } },
    Modal: {
      defaultProps: {
        centered: true,
        lockScroll: false,
        transitionProps: { duration: 160, transition: "fade" },
      } satisfies Partial<ModalProps>,
      classNames: {
        content: parts.modal,
        header: parts.modalHead,
        title: parts.modalTitle,
        overlay: parts.veil,
      },
    },
    // Locking the scroll would write a <style> into the page; the frame's own panes scroll, the body does not.
    ModalRoot: { defaultProps: { lockScroll: false } },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        offset: 8,
        transitionProps: { duration: 100 },
      } satisfies Partial<TooltipProps>,
      classNames: { tooltip: parts.tooltip },
    },
  },
});
