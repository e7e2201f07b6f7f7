import { usePages } from '@mouse-tracking/react'

const number = new Intl.NumberFormat('en')
const LIMIT = 9

/** The most viewed pages; a click shows one in the heatmap. */
export function TopPages({ onSelect }: { onSelect: (page: string) => void }) {
  const { data } = usePages({ limit: LIMIT })
  return (
    <table className="admin-table">
      <thead>
        <tr>
          <th scope="col">Page</th>
          <th scope="col">Views</th>
          <th scope="col">Clicks</th>
        </tr>
      </thead>
      <tbody>
        {data?.pages.slice(0, LIMIT).map(({ page, views, clicks }) => (
          <tr key={page}>
            <th scope="row">
              <button type="button" onClick={() => onSelect(page)}>
                {page}
              </button>
            </th>
            <td>{number.format(views)}</td>
            <td>{number.format(clicks)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
