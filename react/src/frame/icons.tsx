import type { ReactNode } from 'react'

/** 16 x 16 outlines in the colour of the text. */
function icon(shape: ReactNode) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      aria-hidden="true"
    >
      {shape}
    </svg>
  )
}

export const tableIcon = icon(<path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6" />)
export const chartIcon = icon(<path d="M2.5 2.5v11h11M5.5 11V8M8.5 11V5M11.5 11V7" strokeLinecap="round" />)
export const downloadIcon = icon(
  <path d="M8 2.5v7M5 7l3 3 3-3M2.5 12.5h11" strokeLinecap="round" strokeLinejoin="round" />,
)
export const settingsIcon = icon(
  <>
    <path d="M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6" strokeLinecap="round" />
    <circle cx="10" cy="5" r="1.6" />
    <circle cx="5.8" cy="11" r="1.6" />
  </>,
)
export const filterIcon = icon(<path d="M2.5 4h11M4.5 8h7M6.5 12h3" strokeLinecap="round" />)
export const closeIcon = icon(<path d="M4.5 4.5l7 7M11.5 4.5l-7 7" strokeLinecap="round" />)
export const chevronIcon = (
  <svg
    width="12"
    height="12"
    viewBox="0 0 12 12"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    aria-hidden="true"
  >
    <path d="M3 4.5l3 3 3-3" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
)
