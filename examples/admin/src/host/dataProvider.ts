import fakeDataProvider from 'ra-data-fakerest'

/** The shop's own records stand in for a real back end's. */
export const dataProvider = fakeDataProvider({
  products: [
    { id: 1, name: 'Amphora', price: 48, stock: 12 },
    { id: 2, name: 'Bowl', price: 19, stock: 40 },
    { id: 3, name: 'Carafe', price: 32, stock: 7 },
  ],
})
