import { describe, expect, it } from 'vitest';
import { isThisMachine, nameOfHost, nameOfKey } from '../../../src/analysis/dependencies/names.js';

describe('nameOfKey', () => {
  it.each([
    ['pricingUrl', 'pricing'],
    ['PRICING_URL', 'pricing'],
    ['PRICING_API_BASE_URL', 'pricing'],
    ['taxRatesEndpoint', 'taxRates'],
    ['services.pricing.url', 'pricing'],
    ['stripeApi', 'stripe'],
    ['PricingClient', 'pricing'],
    ['S3_ENDPOINT', 's3'],
    ['HTTPProxyURL', null],
    ['BASE_URL', null],
    ['url', null],
    ['', null],
    ['NEXT_PUBLIC_MARKETING_URL', 'marketing'],
    ['NEXT_PUBLIC_BASE_URL', null],
  ])('%s is %s', (key, name) => expect(nameOfKey(key)).toBe(name));

  it("leaves out the client's own package", () => {
    expect(nameOfKey('axiosClient', 'axios')).toBeNull();
    expect(nameOfKey('stripeAxios', 'axios')).toBe('stripe');
  });

  it('takes a package that is made for one service', () => {
    expect(nameOfKey('@sendgrid/mail')).toBe('sendgridMail');
    expect(nameOfKey('@slack/web-api')).toBe('slack');
  });
});

describe('nameOfHost', () => {
  it.each([
    ['api.stripe.com', 'stripe'],
    ['stripe.com', 'stripe'],
    ['s3.eu-central-1.amazonaws.com', 'amazonaws'],
    ['pay.example.co.uk', 'example'],
    ['pricing', 'pricing'],
    ['pricing.internal', 'pricing'],
    ['pricing.shop.svc.cluster.local', 'pricing'],
    ['api-gateway.internal', null],
    ['localhost', null],
    ['10.0.0.7', null],
    ['127.0.0.1', null],
  ])('%s is %s', (host, name) => expect(nameOfHost(host)).toBe(name));
});

it('knows the names of this machine', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'api.localhost'].every(isThisMachine)).toBe(true);
  expect(['localhost.example.com', '10.0.0.1', 'pricing'].some(isThisMachine)).toBe(false);
});
