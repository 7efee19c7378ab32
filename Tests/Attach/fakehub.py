"""A hub for tests: its own wire code, no screen. As a program it stops a job at random: `fakehub.py SOCKET LOG SEED`.

It imports no torch, so that it starts at once after it has been killed.
"""
import array
import collections
import hashlib
import hmac
import json
import os
import random
import secrets
import select
import socket
import struct
import sys
import threading
import time

CODES = {"F64": "d", "F32": "f", "I64": "q", "I32": "i", "I16": "h", "I8": "b", "U8": "B", "BOOL": "B"}


def frame(message):
    text = json.dumps(message).encode()
    return struct.pack("<II", len(text), 0) + text


def proof(token, who, first, second):
    return hmac.new(token.encode(), ("backstep1|%s|%s|%s" % (who, first, second)).encode(), hashlib.sha256).hexdigest()


class Tensor:
    """What came of one: its shape, and its values in C order."""

    def __init__(self, entry, body):
        self.shape, self.dtype = entry["shape"], entry["dtype"]
        self.values = array.array(CODES[self.dtype], body[entry["begin"]:entry["end"]]).tolist()

    def rows(self):
        width = self.shape[-1] if self.shape[-1] else 1
        return [self.values[i:i + width] for i in range(0, len(self.values), width)]


class Message:
    def __init__(self, rank, header, body):
        self.rank, self.header, self.at = rank, header, time.monotonic()
        self.tensors = {name: Tensor(entry, body) for name, entry in header.get("tensors", {}).items()}

    def __getitem__(self, field):
        return self.header[field]

    def get(self, field, default=None):
        return self.header.get(field, default)

    def __repr__(self):
        return "rank %s: %s" % (self.rank, str(self.header)[:300])


class Peer:
    def __init__(self, link):
        self.link, self.buffer, self.out = link, bytearray(), bytearray()
        self.hello, self.nonce, self.welcome = None, secrets.token_hex(16), False
        self.step, self.seconds, self.at = 0, 0.0, time.monotonic()

    def expected_step(self):
        return self.step + ((time.monotonic() - self.at) / self.seconds if self.seconds else 0)


class Hub(threading.Thread):
    """Listens until `close`. What it hears is kept in `messages`; `expect` waits for some of it."""

    def __init__(self, path, token="secret", lie=False, ping=True, limits=None):
        super().__init__(daemon=True)
        self.path, self.token, self.lie, self.ping = path, token, lie, ping
        self.limits = limits or {"ping": 1.0, "silent": 6.0}
        self.lock = threading.RLock()
        self.news = threading.Condition(self.lock)
        self.messages, self.peers, self.closed, self.frozen = collections.deque(maxlen=20000), [], False, False
        self.connections, self.pinged, self.identity = 0, 0.0, random.randrange(1 << 40)
        if path.startswith("tcp:"):
            self.listener = socket.create_server(("127.0.0.1", 0))
            self.address = "tcp://127.0.0.1:%d" % self.listener.getsockname()[1]
        else:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            if os.path.exists(path):
                os.unlink(path)
            self.listener, self.address = socket.socket(socket.AF_UNIX), path
            self.listener.bind(path)
            os.chmod(path, 0o600)
            self.listener.listen(64)
        self.listener.setblocking(False)

    # The thread.

    def run(self):
        while not self.closed:
            if self.frozen:
                time.sleep(0.01)
                continue
            with self.lock:
                peers = list(self.peers)
            readers = [self.listener] + [peer.link for peer in peers]
            try:
                ready, writable, _ = select.select(readers, [p.link for p in peers if p.out], [], 0.005)
            except (OSError, ValueError):
                continue
            with self.lock:
                if self.listener in ready:
                    self.accept()
                for peer in peers:
                    if peer in self.peers:
                        self.serve(peer, peer.link in ready)
                if self.ping and time.monotonic() - self.pinged > 1.0:
                    self.pinged = time.monotonic()
                    self.send({"t": "ping", "seq": 1})
                self.news.notify_all()

    def accept(self):
        link, _ = self.listener.accept()
        link.setblocking(False)
        self.connections += 1
        self.peers.append(Peer(link))

    def serve(self, peer, readable):
        try:
            if readable:
                data = peer.link.recv(1 << 18)
                if not data:
                    return self.drop(peer)
                peer.buffer += data
                while len(peer.buffer) >= 8:
                    header_size, body_size = struct.unpack_from("<II", peer.buffer)
                    end = 8 + header_size + body_size
                    if len(peer.buffer) < end:
                        break
                    header = json.loads(bytes(peer.buffer[8:8 + header_size]).decode())
                    body = bytes(peer.buffer[8 + header_size:end])
                    del peer.buffer[:end]
                    self.hear(peer, header, body)
            if peer.out:
                del peer.out[:peer.link.send(peer.out)]
        except BlockingIOError:
            pass
        except OSError:
            self.drop(peer)

    def drop(self, peer):
        if peer in self.peers:
            self.peers.remove(peer)
            peer.link.close()
            if peer.welcome:
                self.messages.append(Message(peer.hello["rank"], {"t": "lost"}, b""))

    def hear(self, peer, header, body):
        kind = header["t"]
        if kind == "hello":
            peer.hello = header
            peer.out += frame({"t": "challenge", "nonce": peer.nonce})
        elif kind == "auth":
            assert header["mac"] == proof(self.token, "rank", peer.hello["nonce"], peer.nonce), "a wrong proof"
            answer = proof("another" if self.lie else self.token, "hub", peer.nonce, peer.hello["nonce"])
            peer.out += frame({"t": "welcome", "mac": answer, "limits": self.limits})
            peer.welcome = not self.lie
            for other in list(self.peers):        # a second connection of a rank replaces the first
                if other is not peer and other.welcome and other.hello["rank"] == peer.hello["rank"]:
                    self.drop(other)
            self.messages.append(Message(peer.hello["rank"], dict(peer.hello), b""))
        else:
            if "step" in header and kind in ("tick", "pong", "armed", "held", "late", "running"):
                peer.step, peer.at = header["step"], time.monotonic()
                peer.seconds = header.get("s_step", peer.seconds)
            self.messages.append(Message(peer.hello["rank"], header, body))

    # For tests.

    def send(self, message, rank=None):
        with self.lock:
            for peer in self.peers:
                if peer.welcome and rank in (None, peer.hello["rank"]):
                    peer.out += frame(message)

    def ranks(self):
        with self.lock:
            return [peer for peer in self.peers if peer.welcome]

    def expect(self, kind, test=lambda message: True, timeout=20.0, count=1):
        """The next `count` messages of a kind that pass the test, oldest first; all older ones are forgotten."""
        end, found = time.monotonic() + timeout, []
        with self.lock:
            while True:
                while self.messages:
                    message = self.messages.popleft()
                    if message["t"] == kind and test(message):
                        found.append(message)
                        if len(found) == count:
                            return found[0] if count == 1 else found
                    if message["t"] == "event" and message["what"] == "failed" and kind != "event":
                        raise AssertionError("the client failed: " + message["text"])
                left = end - time.monotonic()
                if left <= 0:
                    raise AssertionError("no %s within %g s" % (kind, timeout))
                self.news.wait(min(left, 0.5))

    def expect_of_both(self, kind, test=lambda message: True, timeout=20.0):
        """The first message of a kind of rank 0 and of rank 1; others stay."""
        end, found = time.monotonic() + timeout, {}
        with self.lock:
            while True:
                for message in list(self.messages):
                    if message["t"] == "event" and message["what"] == "failed":
                        raise AssertionError("the client failed: " + message["text"])
                    if message["t"] == kind and message.rank not in found and test(message):
                        found[message.rank] = message
                        self.messages.remove(message)
                if len(found) == 2:
                    return [found[0], found[1]]
                if time.monotonic() > end:
                    raise AssertionError("no %s of both within %g s: %s" % (kind, timeout, found))
                self.news.wait(0.1)

    def expect_any(self, kinds, timeout=20.0):
        end = time.monotonic() + timeout
        with self.lock:
            while True:
                message = self.messages.popleft() if self.messages else None
                if message is not None and message["t"] in kinds:
                    return message
                if message is None:
                    if time.monotonic() > end:
                        raise AssertionError("none of %s within %g s" % (kinds, timeout))
                    self.news.wait(0.1)

    def wait_for_ranks(self, count, timeout=60.0):
        end = time.monotonic() + timeout
        while len(self.ranks()) < count:
            if time.monotonic() > end:
                raise AssertionError("%d of %d ranks" % (len(self.ranks()), count))
            time.sleep(0.01)

    def arm(self, ahead=None, margin=0.1, **more):
        """Asks all ranks to stop at one update; returns its identity and step."""
        with self.lock:
            self.identity += 1
            seconds = max([peer.seconds for peer in self.ranks()] or [0.0]) or 0.01
            now = int(max([peer.expected_step() for peer in self.ranks()] or [0]))
            step = now + (ahead if ahead is not None else max(3, int(margin / seconds) + 1))
            self.send(dict({"t": "arm", "id": self.identity, "step": step, "where": "before-update", "keep": ["batch"]}, **more))
            return self.identity, step

    def stop(self, world=1, margin=0.1, tries=8):
        """Holds all ranks; returns what they said."""
        for _ in range(tries):
            identity, step = self.arm(margin=margin)
            answers = self.expect_each(("armed", "late"), identity, world)
            if all(answer["t"] == "armed" for answer in answers):
                self.send({"t": "commit", "id": identity})
                answers = self.expect_each(("held", "missed"), identity, world)
                if all(answer["t"] == "held" for answer in answers):
                    return answers if world > 1 else answers[0]
            self.send({"t": "go", "id": identity})
            margin = min(2.0, margin * 2)
        raise AssertionError("no hold in %d tries" % tries)

    def expect_each(self, kinds, identity, world, timeout=20.0):
        end, found = time.monotonic() + timeout, {}
        while len(found) < world:
            with self.lock:
                message = self.messages.popleft() if self.messages else None
                if message is None:
                    if time.monotonic() > end:
                        raise AssertionError("no %s of %d ranks: %s" % ("/".join(kinds), world, found))
                    self.news.wait(0.1)
                    continue
            if message["t"] in kinds and message["id"] == identity:
                found[message.rank] = message
        return [found[rank] for rank in sorted(found)]

    def go(self):
        self.send({"t": "go", "id": self.identity})

    def forget(self):
        with self.lock:
            self.messages.clear()

    def cut(self):
        """Closes all links, as a network does."""
        with self.lock:
            for peer in list(self.peers):
                self.drop(peer)

    def close(self):
        self.closed = True
        self.join()
        self.listener.close()
        self.cut()


def torment(path, log, seed):
    """Stops a job of two ranks again and again, asks things of it, and now and then cuts a link."""
    chance = random.Random(seed)
    hub = Hub(path, os.environ.get("BACKSTEP_TOKEN", "secret"))
    hub.start()
    book = open(log, "a", buffering=1)

    def write(**line):
        book.write(json.dumps(line) + "\n")
    write(what="start", seed=seed)
    while True:
        ranks = hub.ranks()
        if len(ranks) < 2:
            time.sleep(0.02)
            continue
        hub.forget()
        begun = time.monotonic()
        identity, step = hub.arm(margin=chance.choice([0.02, 0.05, 0.1]))
        try:
            answers = hub.expect_each(("armed", "late"), identity, 2, timeout=2)
            if all(answer["t"] == "armed" for answer in answers):
                if chance.random() < 0.05:        # sometimes only one hears of it
                    hub.send({"t": "commit", "id": identity}, rank=0)
                else:
                    hub.send({"t": "commit", "id": identity})
                answers = hub.expect_each(("held", "missed"), identity, 2, timeout=10)
                if all(answer["t"] == "held" for answer in answers) and len({answer["step"] for answer in answers}) == 1:
                    write(what="held", step=answers[0]["step"], seconds=round(time.monotonic() - begun, 4))
                    if chance.random() < 0.2:
                        what = chance.choice(["row", "replay", "checksum"])
                        hub.send({"t": "get", "seq": 1, "what": what, "parameter": 0, "row": 1})
                    time.sleep(chance.choice([0.0, 0.0, 0.005, 0.02]))
        except AssertionError as error:
            write(what="gave up", why=str(error)[:80])
        hub.send({"t": "go", "id": identity})
        what = chance.random()
        if what < 0.01 and hub.ranks():
            with hub.lock:
                hub.drop(chance.choice(hub.ranks()))
            write(what="cut")
        elif what < 0.1:
            hub.send({"t": "observe", "id": 1, "step": 0, "want": ["norm", "hist", "mean"]})
        elif what < 0.15:
            hub.send({"t": "ask", "gen": 1, "budget": 0.05, "probes": [
                {"probe": name, "every": chance.randrange(1, 20)} for name in ("norms", "update", "own", "checksum", "finite")]})
        time.sleep(chance.uniform(0, 0.02))


if __name__ == "__main__":
    torment(sys.argv[1], sys.argv[2], int(sys.argv[3]))
