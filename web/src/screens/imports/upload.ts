// Sending files with a count of what has arrived: `fetch` cannot tell how much of a body is sent, so this one request
// goes by XMLHttpRequest. Errors are the client's own.
import { ApiError, inWorkspace } from '../../api/client';
import type { Problem, Upload } from '../../api/contract';

function problemOf(request: XMLHttpRequest): Problem {
  try {
    const body = JSON.parse(request.responseText) as Partial<Problem>;
    if (typeof body.code === 'string' && typeof body.title === 'string') return body as Problem;
  } catch {
    // not our server's answer; what is known of it is said below
  }
  const code = request.status === 413 ? 'file_too_large' : request.status === 0 ? 'unreachable' : 'unexpected';
  return { type: 'about:blank', status: request.status, code, title: `${request.status} ${request.statusText}`.trim() };
}

export function sendFiles(ws: string, files: File[], onSent: (bytes: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', inWorkspace(ws, 'uploads'));
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Upload);
      else reject(new ApiError(problemOf(request)));
    };
    request.onerror = () => reject(new ApiError(problemOf(request)));
    request.onabort = () => reject(new DOMException('upload cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
