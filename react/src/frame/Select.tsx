import { chevronIcon } from './icons.js'

interface SelectProps<V extends string> {
  label: string
  value: V
  options: readonly { value: V; label: string }[]
  onChange: (value: V) => void
}

/** The platform's own select, in the components' dress. */
export function Select<V extends string>({ label, value, options, onChange }: SelectProps<V>) {
  return (
    <span className="mtr-select-box">
      <select
        className="mtr-select"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {chevronIcon}
    </span>
  )
}
