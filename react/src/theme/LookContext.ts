import { createContext, useContext, useMemo } from 'react'
import { type Formats, formats } from '../format/formats.js'
import type { States } from '../frame/States.js'
import { mergeStrings } from '../strings/mergeStrings.js'
import type { StringOverrides, Strings } from '../strings/Strings.js'
import type { Theme } from './Theme.js'

/** What a host may set on a provider, for all components, and on each of them. */
export interface Look {
  theme?: Theme
  /** Words in place of the English ones. */
  strings?: StringOverrides
  /** BCP 47 tag for numbers and dates. Default `en`, as the words are. */
  locale?: string
  /** What to show while loading, when there is nothing, and on errors. */
  states?: States
  /** For pages with a Content-Security-Policy: the nonce of the components' style element. */
  nonce?: string
}

export interface ResolvedLook {
  theme: Theme | undefined
  strings: Strings
  formats: Formats
  states: States
  nonce: string | undefined
}

export const LookContext = createContext<Look>({})

/** The look of a component: its own over its provider's over the defaults. */
export function useLook(own: Look): ResolvedLook {
  const given = useContext(LookContext)
  const { theme, strings, locale, states, nonce } = own
  return useMemo(
    () => ({
      theme: theme && given.theme ? { ...given.theme, ...theme } : (theme ?? given.theme),
      strings: mergeStrings(given.strings, strings),
      formats: formats(locale ?? given.locale ?? 'en'),
      states: { ...given.states, ...states },
      nonce: nonce ?? given.nonce,
    }),
    [given, theme, strings, locale, states, nonce],
  )
}
