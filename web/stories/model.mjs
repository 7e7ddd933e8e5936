// A language model that is none: a real server on a loopback port that speaks the protocol of chat completions, cites what
// it is given and remembers all that it was sent. No provider's model is ever asked.
import { createServer } from 'node:http';

export const MODEL = 'local-test';

/** Sentences that rest on the first statements given, one on nothing and one on what was not given. */
function sentences({ given }, english) {
  const [a, b, c, d, e] = given.map(({ id }) => id);
  const said = english
    ? ['Parcels come later than promised, and nobody says why.', 'Those whose parcel came in time are glad of it.', 'It is hard to find out where a parcel is.']
    : ['약속한 날보다 늦게 오는데 왜 늦는지 알려 주지 않아요.', '제때 받은 고객은 만족해요.', '지금 어디쯤 왔는지 알기 어려워요.'];
  return [
    { text: said[0], cites: [a, b] }, { text: said[1], cites: [c] }, { text: said[2], cites: [d, e] },
    { text: 'nobody said this', cites: [] }, { text: 'nor this', cites: ['s9999'] },
  ];
}

function answer({ messages }) {
  const user = JSON.parse(messages[1].content);
  if (messages[0].content.includes('Draft the answer')) {
    return completion({ text: '배송이 늦어 불편하셨죠. 기다리게 해서 죄송해요.\n[확인 필요: 배송이 언제 되는지]' });
  }
  return completion(user.given.length === 0 ? { ok: true } : { sentences: sentences(user, messages[0].content.includes('English')) });
}

function completion(content) {
  return {
    model: MODEL, choices: [{ index: 0, message: { role: 'assistant', content: JSON.stringify(content) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1_840, completion_tokens: 210, total_tokens: 2_050 },
  };
}

/** Its address and what it was sent, as text. `wait` holds answers back. */
export async function startModel() {
  const sent = [];
  const model = { sent, wait: null };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += chunk; });
    request.on('end', async () => {
      sent.push({ authorization: request.headers.authorization, body });
      await model.wait;
      const known = request.method === 'POST' && request.url === '/v1/chat/completions';
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(known ? answer(JSON.parse(body)) : { error: { message: 'unknown address', code: 'not_found' } }));
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  model.base = `http://127.0.0.1:${server.address().port}/v1`;
  model.end = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return model;
}

async function json(address, method, body) {
  const answer = await fetch(address, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status} ${address}: ${await answer.text()}`);
  return answer.json();
}

/** Plugs a model in or, with none, turns it off and forgets where it was. */
export async function plug(origin, base) {
  const address = `${origin}/api/w/demo/machine`;
  const { version } = await (await fetch(address)).json();
  await json(address, 'PUT', {
    on: base !== null, endpoint: base ?? '', model: base === null ? '' : MODEL, uses: ['stage_summary', 'voice_reply'], day_tokens: 100_000, month_tokens: 1_000_000, version, key: '',
  });
}

/** Has a stage summed up in both languages, and turns the model off again: what was written stays. */
export async function summedUp(origin, stage) {
  const model = await startModel();
  try {
    await plug(origin, model.base);
    for (const lang of ['ko', 'en']) await json(`${origin}/api/w/demo/map/first-purchase/summary?stage=${stage}&lang=${lang}`, 'POST', {});
  } finally {
    await plug(origin, null);
    await model.end();
  }
}
