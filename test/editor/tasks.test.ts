// `fumo lint` as a task: it runs without anything installed, and its problems come into the Problems view.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inFolder } from './folder';
import { until } from './until';

suite('Tasks', () => {
  test('the task that lints the folder is offered, runs, and its problems are matched', async () => {
    const uri = inFolder('tasks', 'broken.syncml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('<SyncML xmlns="SYNCML:SYNCML1.2">\n  <SyncHdr></Sync>\n</SyncML>\n'));
    const offered = await vscode.tasks.fetchTasks({ type: 'fumo' });
    const task = offered.find(({ name }) => name === 'lint');
    assert.ok(task, 'a task named lint');
    const ended = new Promise<number | undefined>((resolve) => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.definition.type !== 'fumo') return;
        listening.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 1);
    // The problems of a task come a while after its end.
    const matched = await until('the matched problem', () => vscode.languages.getDiagnostics(uri).find(({ range }) => range.start.line === 1));
    assert.equal(matched.severity, vscode.DiagnosticSeverity.Error);
  });
});
