// Asks the person what a run wants to know. The question stays until it is answered, here, in the call flow panel or by
// the command `fumo.answer`, which tests and other editors' key bindings use.
import * as vscode from 'vscode';
import type { AnswerArguments, PromptBody } from '#server/messages';
import type { FumoRun, Runs } from './runs';

type Answer = AnswerArguments['answer'];

const answers: readonly Answer[] = ['accept', 'reject', 'cancel', 'silent'];

interface Choice extends vscode.QuickPickItem {
  readonly answer: Answer;
}

interface Question {
  readonly run: FumoRun;
  readonly prompt: PromptBody;
}

export function registerPrompts(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('fumo.question', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('FUMO: Question');
  item.text = `$(question) ${vscode.l10n.t('FUMO: Answer')}`;
  item.command = 'fumo.answer';
  let shown: { readonly question: Question; readonly pick: vscode.QuickPick<Choice> } | undefined;

  const waiting = (): Question | undefined => {
    const live = runs.live;
    for (const run of [runs.shown, ...live]) {
      const prompt = run?.record.prompt;
      if (run !== undefined && prompt !== undefined) return { run, prompt };
    }
    return undefined;
  };
  const show = (question: Question): void => {
    if (shown?.question.prompt === question.prompt) return;
    shown?.pick.dispose();
    const pick = ask(question, (answer) => runs.answer(question.run, question.prompt.id, answer));
    shown = { question, pick };
    pick.onDidHide(() => {
      if (shown?.pick === pick) shown = undefined;
      pick.dispose();
    });
    pick.show();
  };
  const update = (): void => {
    const question = waiting();
    if (question === undefined) {
      item.hide();
      shown?.pick.hide();
      return;
    }
    item.tooltip = question.prompt.text;
    item.show();
    show(question);
  };

  return vscode.Disposable.from(
    item,
    runs.onDidChange(({ change }) => {
      if (change.type === 'prompt' || change.type === 'whole' || change.type === 'live') update();
    }),
    vscode.commands.registerCommand('fumo.answer', async (given?: unknown): Promise<boolean> => {
      const question = waiting();
      if (question === undefined) {
        if (given === undefined) void vscode.window.showInformationMessage(vscode.l10n.t('No question waits for an answer.'));
        return false;
      }
      const answer = answers.find((one) => one === given);
      if (answer !== undefined) return runs.answer(question.run, question.prompt.id, answer);
      show(question);
      return true;
    }),
    {
      dispose: () => {
        shown?.pick.dispose();
      },
    },
  );
}

/** A list that stays when the focus goes elsewhere; hidden by the person, the question still waits. */
function ask({ prompt }: Question, give: (answer: Answer) => Promise<boolean>): vscode.QuickPick<Choice> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = prompt.text;
  pick.placeholder = vscode.l10n.t('Answer as the device\'s user. No answer within {0} s counts as silence.', prompt.seconds);
  pick.ignoreFocusOut = true;
  pick.items = [
    { answer: 'accept', label: `$(check) ${vscode.l10n.t('Accept')}`, description: vscode.l10n.t('the update goes on') },
    { answer: 'reject', label: `$(x) ${vscode.l10n.t('Reject')}`, description: vscode.l10n.t('the device answers 304') },
    { answer: 'cancel', label: `$(circle-slash) ${vscode.l10n.t('Cancel')}`, description: vscode.l10n.t('the device answers 214') },
  ];
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    if (chosen === undefined) return;
    pick.hide();
    void give(chosen.answer);
  });
  return pick;
}
