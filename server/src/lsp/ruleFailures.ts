// What the person is told of a rule that failed: by the client, which has a way to report it, else in a message.
import { MessageType, ShowMessageNotification, type Connection, type InitializeParams } from 'vscode-languageserver';
import { version } from '../../../package.json';
import { ruleNotices, type RuleFailure } from '../messages';

export type FailureNotice = (rule: string, thrown: unknown) => void;

export function failureNotice(connection: Connection, { initializationOptions }: InitializeParams): FailureNotice {
  const options: unknown = initializationOptions;
  const takes = typeof options === 'object' && options !== null && 'takesRuleFailures' in options && options.takesRuleFailures === true;
  return (rule, thrown) => {
    if (!takes) {
      // A notification: a client that doesn't know the request for a choice would answer it with an error.
      const message = `FUMO: the rule ${rule} has failed; the others go on. The log says more.`;
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
      return;
    }
    const failure: RuleFailure = { rule, version, thrown: withoutContent(thrown) };
    void connection.sendNotification(ruleNotices.failed, failure);
  };
}

/** Name and places of an error. Its message may quote the document, which isn't for others to read: it stays in the log. */
function withoutContent(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const places = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [thrown.name, ...places.map((line) => line.trim())].join('\n');
}
