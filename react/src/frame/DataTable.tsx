import type { ReactNode } from 'react'

export interface Column<Row> {
  heading: string
  cell: (row: Row) => ReactNode
  number?: boolean
}

interface DataTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
}

/** A report as a table; the first column heads its row. */
export function DataTable<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    // Focusable, so that a long table can be scrolled with the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take focus
    <section className="mtr-table-box" tabIndex={0} aria-label={label}>
      <table className="mtr-table">
        <thead>
          <tr>
            {columns.map(({ heading, number }) => (
              <th key={heading} scope="col" data-number={number}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map(({ heading, cell, number }, column) =>
                column === 0 ? (
                  <th key={heading} scope="row" data-number={number}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading} data-number={number}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
