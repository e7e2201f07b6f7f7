import type { CSSProperties, ReactNode } from 'react'
import { frameCss } from '../frame/frameCss.js'
import { StyleSheet } from '../frame/StyleSheet.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { themeStyle } from '../theme/tokens.js'

export interface FilterBoxProps {
  look: ResolvedLook
  className: string | undefined
  style: CSSProperties | undefined
  children: ReactNode
}

/** A control that stands by itself, in the dress of the components. */
export function FilterBox({ look, className, style, children }: FilterBoxProps) {
  return (
    <div
      className={`mtr mtr-filter${className ? ` ${className}` : ''}`}
      style={{ ...themeStyle(look.theme), ...style }}
    >
      <StyleSheet css={frameCss} nonce={look.nonce} />
      <div className="mtr-bar">{children}</div>
    </div>
  )
}
