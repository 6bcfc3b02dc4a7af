import { request } from './http.js';

export const price = (id: string) => request(`/prices/${id}`);
export const stock = (id: string) => request(`/stock/${id}`, { timeout: 50 });
