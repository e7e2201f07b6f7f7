import type { Strings } from '../strings/Strings.js'
import { IconButton } from './IconButton.js'
import { chartIcon, tableIcon } from './icons.js'

interface TableToggleProps {
  strings: Strings
  table: boolean
  onChange: (table: boolean) => void
}

export function TableToggle({ strings, table, onChange }: TableToggleProps) {
  return (
    <IconButton
      label={table ? strings.common.showChart : strings.common.showTable}
      icon={table ? chartIcon : tableIcon}
      onClick={() => onChange(!table)}
    />
  )
}
