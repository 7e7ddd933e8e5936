//! Lines of stdin, each answered with a line of stdout in the same order, on all cores.

use std::io::{BufRead as _, BufWriter, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Lines that are under way at once: enough that no core waits for a long one.
const UNDER_WAY: usize = 256;

/// A line, its number, and where its answer goes.
type Asked = (String, usize, SyncSender<anyhow::Result<String>>);

/// Answers every line; blank ones are passed over. The first line that cannot be read ends it, with its number, even
/// while nobody has ended the next one: so no thread is waited for.
pub fn each_line<I, O>(answer: impl Fn(I) -> O + Send + Sync + 'static) -> anyhow::Result<ExitCode>
where
    I: DeserializeOwned + 'static,
    O: Serialize + 'static,
{
    let (to_answer, asked) = sync_channel::<Asked>(UNDER_WAY);
    let (to_print, answers) = sync_channel(UNDER_WAY);
    let (asked, answer) = (Arc::new(Mutex::new(asked)), Arc::new(answer));
    for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
        let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
        thread::spawn(move || work(&asked, &*answer));
    }
    thread::spawn(move || read(&to_answer, &to_print));
    print(&answers, BufWriter::new(std::io::stdout().lock()))
}

/// Hands out lines until there are none, or nobody prints any more.
fn read(to_answer: &SyncSender<Asked>, to_print: &SyncSender<Receiver<anyhow::Result<String>>>) {
    for (line, at) in std::io::stdin().lock().lines().zip(1..) {
        let (to, answer) = sync_channel(1);
        let unread = match line {
            Ok(line) if line.trim().is_empty() => continue,
            Ok(line) => to_answer.send((line, at, to)).is_err(),
            Err(error) => to.send(Err(anyhow::Error::new(error).context(format!("line {at}")))).is_err(),
        };
        if unread || to_print.send(answer).is_err() {
            return;
        }
    }
}

fn work<I: DeserializeOwned, O: Serialize>(asked: &Mutex<Receiver<Asked>>, answer: &impl Fn(I) -> O) {
    loop {
        let next = asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((line, at, to)) = next else { return };
        let read = serde_json::from_str(&line).with_context(|| format!("line {at}"));
        let text = read.and_then(|asked| Ok(serde_json::to_string(&answer(asked))?));
        // Nobody waits for the answer when one before it has ended everything.
        drop(to.send(text));
    }
}

fn print(answers: &Receiver<Receiver<anyhow::Result<String>>>, mut out: impl Write) -> anyhow::Result<ExitCode> {
    loop {
        let answer = match answers.try_recv() {
            Ok(answer) => answer,
            // Whoever asks line by line gets each answer as soon as it is there.
            Err(TryRecvError::Empty) => {
                out.flush()?;
                match answers.recv() {
                    Ok(answer) => answer,
                    Err(_) => return Ok(ExitCode::SUCCESS),
                }
            }
            Err(TryRecvError::Disconnected) => {
                out.flush()?;
                return Ok(ExitCode::SUCCESS);
            }
        };
        let line = answer.recv().context("a line was not answered")??;
        match writeln!(out, "{line}") {
            // A reader that has gone is no error of ours.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            other => other?,
        }
    }
}
