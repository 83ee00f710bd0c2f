// Feature: one request that the server answers, its capability beside its handler, so that neither goes without the other.
import type { CancellationToken, ClientCapabilities, Connection, ProtocolRequestType, ResponseError, ServerCapabilities } from 'vscode-languageserver';
import { fenced } from './runner';
import type { Workbench } from './workbench';

export interface FeatureSetting {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly desk: Workbench;
}

export interface Feature {
  readonly method: string;
  /** What is announced; undefined where this client gets the feature by other means. */
  readonly capability: (client: ClientCapabilities) => ServerCapabilities | undefined;
  readonly register: (setting: FeatureSetting) => void;
}

/** `fallback` answers what went wrong, and documents that aren't open. */
export function feature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  capability: Feature['capability'],
  fallback: R,
  answer: (params: P, setting: FeatureSetting) => R | Promise<R>,
): Feature {
  return {
    method: type.method,
    capability,
    register(setting) {
      const handle = (params: P, token: CancellationToken): Promise<R | ResponseError> => fenced(setting.desk, type.method, fallback, token, () => answer(params, setting));
      setting.connection.onRequest(type.method, handle);
    },
  };
}
