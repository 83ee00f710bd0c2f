// Feature: what the server answers, its capability beside its handlers, so that neither goes without the other.
import type { CancellationToken, ClientCapabilities, Connection, ProtocolNotificationType, ProtocolRequestType, ResponseError, ServerCapabilities } from 'vscode-languageserver';
import type { Diagnoser } from './diagnostics';
import type { DiagnosticsSupport } from './diagnosticsSupport';
import { fenced } from './runner';
import type { Workbench } from './workbench';

export interface FeatureSetting {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly desk: Workbench;
  readonly diagnoser: Diagnoser;
  readonly diagnostics: DiagnosticsSupport;
}

export interface Feature {
  /** The requests and notifications that it takes. */
  readonly methods: readonly string[];
  /** What is announced; undefined where this client gets the feature by other means. */
  readonly capability: (client: ClientCapabilities) => ServerCapabilities | undefined;
  readonly register: (setting: FeatureSetting) => void;
}

/** One method and its handler; part of a row. */
export interface Answering {
  readonly method: string;
  readonly register: (setting: FeatureSetting) => void;
}

/** `fallback` answers what went wrong, and documents that aren't open. A ResponseError tells a person why not. */
export function answering<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  fallback: R,
  answer: (params: P, setting: FeatureSetting, token: CancellationToken) => R | ResponseError | Promise<R | ResponseError>,
): Answering {
  return {
    method: type.method,
    register(setting) {
      const handle = (params: P, token: CancellationToken): Promise<R | ResponseError> => fenced<R | ResponseError>(setting.desk, type.method, fallback, token, () => answer(params, setting, token));
      setting.connection.onRequest(type.method, handle);
    },
  };
}

/** Takes a notification; what goes wrong with it is logged. */
export function noting<P, RO>(type: ProtocolNotificationType<P, RO>, take: (params: P, setting: FeatureSetting) => void | Promise<void>): Answering {
  return {
    method: type.method,
    register(setting) {
      setting.connection.onNotification(type.method, async (params: P) => {
        try {
          await take(params, setting);
        } catch (thrown) {
          setting.desk.log.error(`${type.method} failed.`, thrown);
        }
      });
    },
  };
}

/** A row of several methods under one capability. */
export function row(capability: Feature['capability'], ...parts: readonly Answering[]): Feature {
  return {
    methods: parts.map(({ method }) => method),
    capability,
    register(setting) {
      for (const part of parts) part.register(setting);
    },
  };
}

/** A row of one method. */
export function feature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  capability: Feature['capability'],
  fallback: R,
  answer: Parameters<typeof answering<P, R, PR, E, RO>>[2],
): Feature {
  return row(capability, answering(type, fallback, answer));
}

/** Capabilities of all rows in one: what several say of `workspace` stands side by side. */
export function joinedCapabilities(all: readonly ServerCapabilities[]): ServerCapabilities {
  const joined: ServerCapabilities = {};
  for (const { workspace, ...others } of all) {
    Object.assign(joined, others);
    if (workspace === undefined) continue;
    const fileOperations = { ...joined.workspace?.fileOperations, ...workspace.fileOperations };
    joined.workspace = { ...joined.workspace, ...workspace, ...(Object.keys(fileOperations).length > 0 && { fileOperations }) };
  }
  return joined;
}
