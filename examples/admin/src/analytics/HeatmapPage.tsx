import { Heatmap } from '@mouse-tracking/react/heatmap'
import { usePages } from '@mouse-tracking/react/provider'
import { MenuItem, TextField } from '@mui/material'
import { useSearchParams } from 'react-router-dom'
import { ReportPage } from './ReportPage'

const MOST_PAGES = 50

interface HeatmapPageProps {
  /** The address of a page as it can be looked at without being tracked. */
  previewOf: (page: string) => string
}

/** Where people click on a page; the page is in the address, so that it can be linked to. */
export function HeatmapPage({ previewOf }: HeatmapPageProps) {
  const [search, setSearch] = useSearchParams()
  const pages = usePages({ limit: MOST_PAGES }).data?.pages.map(({ page }) => page) ?? []
  const page = search.get('page') ?? pages[0]
  return (
    <ReportPage
      title="Heatmap"
      controls={
        <TextField
          select
          fullWidth={false}
          label="Page"
          size="small"
          margin="none"
          value={page && pages.includes(page) ? page : ''}
          onChange={(event) => setSearch({ page: event.target.value })}
          sx={{ minWidth: 220 }}
        >
          {pages.map((name) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      }
    >
      {page ? <Heatmap page={page} background={previewOf(page)} live /> : <p>No page has been viewed yet.</p>}
    </ReportPage>
  )
}
