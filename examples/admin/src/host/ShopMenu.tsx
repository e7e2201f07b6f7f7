import { Menu } from 'react-admin'

export function ShopMenu() {
  return (
    <Menu>
      <Menu.ResourceItems />
      <Menu.Item to="/heatmap" primaryText="Heatmap" />
      <Menu.Item to="/paths" primaryText="Paths" />
      <Menu.Item to="/funnel" primaryText="Funnel" />
    </Menu>
  )
}
