import { DateRangeFilter, DeviceFilter } from '@mouse-tracking/react/filters'
import { Card, CardContent, Stack } from '@mui/material'
import type { ReactNode } from 'react'
import { Title } from 'react-admin'

interface ReportPageProps {
  title: string
  /** Controls of the page's own, before the filters that all pages share. */
  controls?: ReactNode
  children: ReactNode
}

/** A page of the admin app with a report on it. */
export function ReportPage({ title, controls, children }: ReportPageProps) {
  return (
    <>
      <Title title={title} />
      <Stack direction="row" sx={{ my: 2, gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        {controls}
        <DateRangeFilter />
        <DeviceFilter />
      </Stack>
      <Card>
        <CardContent>{children}</CardContent>
      </Card>
    </>
  )
}
