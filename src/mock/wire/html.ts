import { DeviceError } from './errors.ts';

// What the web server in front says itself: pages, not JSON (device-facts: two-doors, passing-errors).

function page(title: string, text: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">',
    `<head><title>${title}</title></head>`,
    `<body><h1>${title}</h1><p>${text}</p></body>`,
    '</html>',
    '',
  ].join('\n');
}

/** Where a proxy or a login page answers in place of the device. */
export const html200 = page('BIG-IP', 'Please log in.');

export const html401 = () =>
  new DeviceError(
    401,
    page(
      'Authentication required!',
      'This server could not verify that you are authorized to access the URL.',
    ),
    0,
    'html',
  );

export const html503 = () =>
  new DeviceError(503, page('Configuration Utility restarting...', 'Please wait a moment.'), 0, 'html');

export const html502 = () =>
  new DeviceError(502, page('Proxy Error', 'The proxy server received an invalid response.'), 0, 'html');

export const html500 = () =>
  new DeviceError(
    500,
    page('Error 500 AsyncContext timeout', 'HTTP ERROR 500 AsyncContext timeout'),
    0,
    'html',
  );

/** The reason phrase of the web server's refusal (captured). */
export const REASONS: Readonly<Record<number, string>> = { 401: 'F5 Authorization Required' };
