/** The page that the reports know a path of the shop by: `/shop/product/3` → `/shop/product/:id`. */
export function pageOf(path: string): string {
  return path.replace(/\/\d+(?=\/|$)/g, '/:id').replace(/(.)\/+$/, '$1')
}

/** The same path in the copy of the shop that is not tracked. */
export const previewOf = (path: string): string => path.replace(/^\/shop(?=\/|$)/, '/preview')
