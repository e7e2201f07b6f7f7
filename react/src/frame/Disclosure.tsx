import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from './IconButton.js'

interface DisclosureProps {
  label: string
  icon: ReactNode
  /** Something in the panel is set. */
  active?: boolean
  children: ReactNode
}

/** A button that opens a small panel. Escape and a click elsewhere close it. */
export function Disclosure({ label, icon, active = false, children }: DisclosureProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const root = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!open) return
    const onPointer = (event: Event) => {
      if (!event.composedPath().includes(root.current as EventTarget)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      root.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [open])

  return (
    <div className="mtr-anchor" ref={root}>
      <IconButton
        label={label}
        icon={icon}
        data-active={active}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own
        <div id={id} className="mtr-panel" role="group" aria-label={label}>
          {children}
        </div>
      )}
    </div>
  )
}
