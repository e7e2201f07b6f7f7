import { type CSSProperties, forwardRef, type ReactNode } from 'react'
import type { ResolvedLook } from '../theme/LookContext.js'
import { themeStyle } from '../theme/tokens.js'
import { frameCss } from './frameCss.js'
import { StyleSheet } from './StyleSheet.js'

export interface FrameProps {
  /** The component's own class, after `mtr-`. */
  kind: string
  label: string
  css: string
  look: ResolvedLook
  className: string | undefined
  style: CSSProperties | undefined
  toolbar?: ReactNode
  footer?: ReactNode
  children: ReactNode
  /** Shows that what is drawn is about to be replaced. */
  busy?: boolean
}

/** The root of every component: its theme and styles, a toolbar, the body and a footer. */
export const Frame = forwardRef<HTMLElement, FrameProps>(function Frame(
  { kind, label, css, look, className, style, toolbar, footer, children, busy = false },
  ref,
) {
  return (
    <section
      ref={ref}
      className={`mtr mtr-${kind}${className ? ` ${className}` : ''}`}
      style={{ ...themeStyle(look.theme), ...style }}
      aria-label={label}
      aria-busy={busy}
    >
      <StyleSheet css={frameCss + css} nonce={look.nonce} />
      {toolbar}
      <div className="mtr-body" data-busy={busy}>
        {children}
      </div>
      {footer}
    </section>
  )
})
