import { render } from 'preact';
import { AnswerStore } from './answers/answer-store.ts';
import { fetchAnswer } from './answers/fetch-answer.ts';
import { App } from './app/app.tsx';
import { refreshWhenChanged } from './app/refresh-when-changed.ts';
import { PageContext } from './app/page-context.ts';
import { LiveConnection } from './live/live-connection.ts';
import { openSocket } from './live/open-socket.ts';
import { Router } from './routing/router.ts';

const answers = new AnswerStore({
  fetchAnswer,
  nowMs: () => Date.now(),
  after: (ms, run) => void setTimeout(run, ms),
});
const live = new LiveConnection({
  open: (listener) => openSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/`, listener),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
});
const router = new Router(window);
const services = { answers, live, router, nowMs: () => Date.now() };

render(
  <PageContext.Provider value={services}>
    <App />
  </PageContext.Provider>,
  document.getElementById('app') ?? document.body,
);
live.connect();
refreshWhenChanged({ answers, live, page: document });
