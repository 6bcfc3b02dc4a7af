import type { Visits } from './measure.js';

/** The requests of `shop-express` that the measurements need. */
export const SHOP_VISITS: Visits = {
  upstream: { path: '/products/7/price' },
  database: { path: '/orders/7' },
  checkout: { path: '/checkout', method: 'POST', body: { customerId: 7, items: [{ productId: 7, quantity: 1 }] } },
  slowQuery: { path: '/reports/bought-together' },
  endlessQuery: { path: '/reports/price-ranks' },
};
