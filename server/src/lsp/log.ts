// Log: what the server tells those who look after it, by level. Never on stdout, which is the protocol's.
import type { Connection } from 'vscode-languageserver';

export interface Log {
  error(message: string, thrown?: unknown): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** The editor shows it, at the level that it is set to. */
export function connectionLog({ console }: Pick<Connection, 'console'>): Log {
  return {
    error: (message, thrown) => {
      console.error(thrown === undefined ? message : `${message}\n${detailOf(thrown)}`);
    },
    warn: (message) => {
      console.warn(message);
    },
    info: (message) => {
      console.info(message);
    },
    debug: (message) => {
      // Clients older than 3.18 know no level below this one.
      console.log(message);
    },
  };
}

function detailOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
