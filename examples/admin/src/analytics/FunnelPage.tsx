import { Funnel, type FunnelStep } from '@mouse-tracking/react/funnel'
import { MenuItem, TextField } from '@mui/material'
import { useState } from 'react'
import { ReportPage } from './ReportPage'

/** The way through our shop. */
const STEPS: FunnelStep[] = [
  { name: 'Shop', page: '/shop' },
  { name: 'Product', page: '/shop/product/*' },
  { name: 'Purchase', event: 'purchase' },
]
const BREAKDOWNS = {
  '': 'Everybody',
  device: 'By device',
  entry: 'By entry page',
  referrer: 'By referrer',
} as const

export function FunnelPage() {
  const [breakdown, setBreakdown] = useState<keyof typeof BREAKDOWNS>('')
  return (
    <ReportPage
      title="Funnel"
      controls={
        <TextField
          select
          fullWidth={false}
          label="Compare"
          size="small"
          margin="none"
          value={breakdown}
          onChange={(event) => setBreakdown(event.target.value as keyof typeof BREAKDOWNS)}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ minWidth: 160 }}
        >
          {Object.entries(BREAKDOWNS).map(([value, name]) => (
            <MenuItem key={value} value={value}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      }
    >
      <Funnel steps={STEPS} breakdown={breakdown || undefined} compare live />
    </ReportPage>
  )
}
