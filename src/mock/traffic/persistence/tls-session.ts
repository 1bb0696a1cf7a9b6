import { byKey } from './table.ts';

/** The session of the client's TLS: found again where the client resumes it. */
export const tlsSession = byKey((asked) => asked.tlsSession);
