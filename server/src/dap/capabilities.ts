// What the adapter can do: only what it does.
import type { DebugProtocol } from '@vscode/debugprotocol';

export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsSetVariable: true,
  supportsEvaluateForHovers: true,
  supportsTerminateRequest: true,
  supportsRestartRequest: true,
  supportsBreakpointLocationsRequest: true,
  supportsLoadedSourcesRequest: true,
  supportTerminateDebuggee: true,
};
