import { Datagrid, List, NumberField, TextField } from 'react-admin'

/** What every admin app has: a list of records. */
export function ProductList() {
  return (
    <List exporter={false}>
      <Datagrid bulkActionButtons={false}>
        <TextField source="name" />
        <NumberField source="price" options={{ style: 'currency', currency: 'EUR' }} />
        <NumberField source="stock" />
      </Datagrid>
    </List>
  )
}
