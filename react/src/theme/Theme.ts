/** How the components look. Every value is a CSS value, so `var(--brand)` and `light-dark(…)` work. Each has a CSS variable that
 * does the same for everything below an element, such as `--mtr-accent`. */
export interface Theme {
  /** `auto` follows the reader's system. Default: the `color-scheme` that the host page sets with CSS (light when it sets none). */
  colorScheme?: 'light' | 'dark' | 'auto'
  /** Links, nodes and bars (`--mtr-accent`). */
  accent?: string
  /** Text (`--mtr-text`). */
  text?: string
  /** Text that stands back (`--mtr-muted`). */
  muted?: string
  /** What the components stand on (`--mtr-surface`). It is not painted, save under a page without a background. */
  surface?: string
  /** Menus and tooltips (`--mtr-raised`). */
  raised?: string
  /** Quiet fills: hovered buttons, tracks (`--mtr-subtle`). */
  subtle?: string
  /** Hairlines (`--mtr-border`). */
  border?: string
  /** A change for the better (`--mtr-positive`). */
  positive?: string
  /** Drop-offs, errors, a change for the worse (`--mtr-negative`). */
  negative?: string
  /** The groups of a breakdown, in order (`--mtr-series-1` to `--mtr-series-6`). */
  series?: readonly string[]
  /** Default: the host's (`--mtr-font-family`). */
  fontFamily?: string
  /** Default 13px (`--mtr-font-size`). */
  fontSize?: string
  /** Of corners; default 6px (`--mtr-radius`). */
  radius?: string
}
