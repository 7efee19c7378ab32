"""The wire, and a link on which things go wrong."""
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import unittest

from support import HERE, Hub, Loop, WatchedTest, backstep, mlp, torch

TOKEN = "0f" * 32
RANK, HUB = "00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"
PING = bytes.fromhex("14000000000000007b2274223a2270696e67222c22736571223a317d")
NORMS = bytes.fromhex(
    "69000000100000007b2274223a226672616d65222c2273746570223a372c2270726f6265223a226e6f726d73222c2274656e736f7273223a7b22672c77"
    "223a7b226474797065223a22463332222c227368617065223a5b322c325d2c22626567696e223a302c22656e64223a31367d7d7d0000803f00000040"
    "000000800000c07f")


def reader():
    reader = backstep.FrameReader()
    reader.trust()
    return reader


def framed(header, body=b""):
    text = json.dumps(header).encode()
    return struct.pack("<II", len(text), len(body)) + text + body


class FrameTests(unittest.TestCase):
    def test_frames_have_the_specified_bytes(self):
        self.assertEqual(backstep.encode({"t": "ping", "seq": 1}), PING)
        values = torch.tensor([[1.0, 2.0], [-0.0, float("nan")]])
        self.assertEqual(backstep.encode({"t": "frame", "step": 7, "probe": "norms"}, {"g,w": values}), NORMS)

    def test_proofs_have_the_specified_bytes(self):
        self.assertEqual(backstep.mac(TOKEN, "rank", RANK, HUB),
                         "7e12db8b93d03b4aa99493248bb9bf2eea4ce7c0c5c27fa71f3f43393aecde4a")
        self.assertEqual(backstep.mac(TOKEN, "hub", HUB, RANK),
                         "c51aae55862f44bc84cb0ff59491111924d16187391a1e4ae80713558b1429d9")

    def test_frames_cut_anywhere_come_whole(self):
        stream = PING + NORMS + PING
        for cut in range(len(stream) + 1):
            one = reader()
            found = list(one.feed(stream[:cut])) + list(one.feed(stream[cut:]))
            self.assertEqual([header["t"] for header, _ in found], ["ping", "frame", "ping"])
            self.assertEqual(found[1][1], NORMS[-16:])
        one = reader()
        found = [frame for byte in stream for frame in one.feed(bytes([byte]))]
        self.assertEqual(len(found), 3)

    def test_sizes_over_the_limits_end_the_connection_before_anything_is_read(self):
        for sizes in ((1 << 20) + 1, 0), (2, (64 << 20) + 1), (0xffffffff, 0xffffffff):
            with self.assertRaises(ValueError):
                list(reader().feed(struct.pack("<II", *sizes)))
        greeting = backstep.FrameReader()
        for sizes in (4097, 0), (2, 1):
            with self.assertRaises(ValueError):
                list(greeting.feed(struct.pack("<II", *sizes)))
            greeting.buffer.clear()

    def test_tensors_outside_of_their_frame_end_the_connection(self):
        whole = {"dtype": "F32", "shape": [2, 2], "begin": 0, "end": 16}
        self.assertEqual(len(list(reader().feed(framed({"t": "x", "tensors": {"a": whole}}, bytes(16))))), 1)
        for change in ({"end": 20}, {"begin": 4}, {"shape": [2, 3]}, {"begin": -4, "end": 12}, {"shape": [-2, -2]},
                       {"dtype": "F31"}, {"shape": [1 << 40, 1 << 40]}, {"end": 16.0}):
            with self.assertRaises((ValueError, KeyError)):
                list(reader().feed(framed({"t": "x", "tensors": {"a": dict(whole, **change)}}, bytes(16))))

    def test_headers_that_are_no_messages_end_the_connection(self):
        for text in (b"[1]", b"{}", b'{"t":1}', b'{"t":"x"', b"\xff\xfe", b"[" * 100000):
            with self.assertRaises((ValueError, RecursionError)):
                list(reader().feed(struct.pack("<II", len(text), 0) + text))

    def test_numbers_without_a_literal_are_words(self):
        self.assertEqual([backstep.number(float(x)) for x in ("nan", "inf", "-inf", "1.5")], ["nan", "inf", "-inf", 1.5])
        with self.assertRaises(ValueError):
            backstep.encode({"t": "x", "v": float("nan")})


class LinkTests(WatchedTest):
    def trained(self, seconds, loop):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            loop()

    def test_greeting_says_who_and_what(self):
        loop = self.begin(mlp())
        hello = self.hub.expect("hello")
        self.assertEqual((hello["proto"], hello["role"], hello["rank"], hello["world"]), ([1, 0], "rank", 0, 1))
        self.assertEqual((hello["pid"], hello["control"]), (os.getpid(), "hold"))
        self.assertEqual(len(hello["nonce"]), 32)
        model = self.hub.expect("model")
        self.assertEqual(model["modules"][0][:3], ["0", "Linear", -1])
        self.assertEqual(model["modules"][0][3]["in"], 6)
        self.assertEqual(model["parameters"][0], ["0.weight", 0, [16, 6], "F32", [16, 6], [0, 0], "replicate"])
        self.assertEqual(model["optimizers"][0]["type"], "SGD")
        self.while_training(loop, lambda: self.hub.expect("tick"))

    def test_a_hub_that_does_not_know_the_token_hears_nothing_more(self):
        self.listen(lie=True)
        loop = Loop(mlp())
        self.watch(loop.model, loop.optimizer)
        self.trained(2.5, loop)
        self.assertGreaterEqual(self.hub.connections, 2)          # it keeps trying
        self.assertEqual({message["t"] for message in self.hub.messages} - {"hello", "lost"}, set())
        self.assertFalse(self.run_._link.up)

    def test_a_hub_on_tcp_needs_a_token(self):
        self.hub = Hub("tcp:")
        self.hub.start()
        os.environ.update(BACKSTEP=self.hub.address, BACKSTEP_TOKEN="")
        loop = Loop(mlp())
        self.watch(loop.model, loop.optimizer)
        self.trained(0.5, loop)
        self.assertEqual(self.hub.connections, 0)

    def test_a_hub_on_tcp_with_a_token_file(self):
        self.hub = Hub("tcp:")
        self.hub.start()
        file = os.path.join(self.folder.name, "token")
        with open(file, "w") as stream:
            stream.write("secret\n")
        os.environ.update(BACKSTEP=self.hub.address, BACKSTEP_TOKEN="", BACKSTEP_TOKEN_FILE=file)
        self.addCleanup(os.environ.pop, "BACKSTEP_TOKEN_FILE")
        loop = Loop(mlp())
        self.watch(loop.model, loop.optimizer)
        self.while_training(loop, lambda: self.hub.expect("tick"))

    def test_a_socket_of_another_user_is_refused(self):
        left, right = socket.socketpair()
        self.addCleanup(left.close)
        self.addCleanup(right.close)
        path = os.path.join(self.folder.name, "file")
        open(path, "w").close()
        backstep.check_owner(left, path)                          # our own
        user = os.getuid
        self.addCleanup(setattr, os, "getuid", user)
        os.getuid = lambda: user() + 1
        with self.assertRaises(OSError):
            backstep.check_owner(left, path)

    def test_a_closed_link_is_made_again(self):
        loop = self.begin(mlp())

        def script():
            self.hub.expect("tick")
            self.hub.cut()
            self.hub.forget()
            self.hub.expect("hello")
            return self.hub.expect("tick")
        self.while_training(loop, script)

    def test_a_second_connection_replaces_the_first(self):
        loop = self.begin(mlp())

        def script():
            self.hub.expect("tick")
            first = self.hub.ranks()[0]
            self.run_._link.socket.shutdown(socket.SHUT_RDWR)     # the client's end goes, and comes again
            self.hub.expect("hello")
            self.hub.expect("tick")
            self.assertEqual(len(self.hub.ranks()), 1)
            self.assertIsNot(self.hub.ranks()[0], first)
        self.while_training(loop, script)

    def test_what_is_not_known_is_said_once(self):
        loop = self.begin(mlp())

        def script():
            for _ in range(3):
                self.hub.send({"t": "sing", "song": "x"})
            self.assertEqual(self.hub.expect("unknown")["what"], "sing")
            self.hub.send({"t": "ping", "seq": 77})
            self.hub.expect("pong", lambda m: m["seq"] == 77)
            with self.assertRaises(AssertionError):
                self.hub.expect("unknown", timeout=0.3)
        self.while_training(loop, script)

    def test_a_message_that_makes_no_sense_costs_the_hub_its_link_and_training_nothing(self):
        loop = self.begin(mlp())

        def script():
            self.hub.expect("hello")
            for bad in ({"t": "arm", "id": "x"}, {"t": "ask", "probes": 3}, {"t": "observe", "step": []}, {"t": "go"}):
                self.hub.wait_for_ranks(1)
                self.hub.send(bad)
                self.hub.expect("hello")
            self.hub.expect("tick")
        self.while_training(loop, script)
        self.assertFalse(self.run_._dead)

    def test_memory_is_bounded_while_the_hub_is_frozen(self):
        loop = self.begin(mlp(sizes=(6, 64, 64, 3)), budget=1.0)
        loop.pause = 0
        self.hub.send({"t": "ask", "gen": 1, "budget": 1.0, "probes": [{"probe": "norms", "every": 1}]})
        self.while_training(loop, lambda: self.hub.expect("frame"))
        self.hub.frozen = True
        link = self.run_._link
        for _ in range(4000):
            loop()
            if loop.count % 50 == 0:
                self.hub.send({"t": "x"})
            self.assertLessEqual(link.waiting_bytes, backstep.MAX_WAITING_BYTES)
            self.assertLessEqual(len(link.waiting), backstep.MAX_WAITING)
        self.assertLessEqual(len(link.out), backstep.MAX_STREAM + 4096)
        self.hub.frozen = False
        self.while_training(loop, lambda: self.hub.expect("tick"))

    def test_frames_thrown_away_are_said(self):
        loop = self.begin(mlp())
        link = self.run_._link
        link.out += bytes(0)
        with link.lock:
            link.dropped += 3
        self.while_training(loop, lambda: self.assertEqual(self.hub.expect("gap")["n"], 3))

    def test_what_must_be_heard_is_never_thrown_away(self):
        link = backstep.Link(self.watch(mlp(), None))
        link.up, link.out = True, bytearray(backstep.MAX_STREAM)
        link.post("kept", b"held")
        for _ in range(1000):
            link.post("answer", bytes(100))
            link.post("frame norms", bytes(100))
        waiting = [kind for kind, _ in link.waiting]
        self.assertEqual(waiting.count("kept"), 1)
        self.assertEqual(waiting.count("frame norms"), 1)
        self.assertLessEqual(len(waiting), backstep.MAX_WAITING)

    def test_detach_by_the_hub_is_for_good(self):
        loop = self.begin(mlp())
        self.while_training(loop, lambda: self.hub.expect("tick"))
        self.hub.send({"t": "detach"})
        self.trained(2.0, loop)
        self.assertEqual(self.hub.ranks(), [])
        self.assertFalse(self.run_._link.is_alive())
        self.assertGreater(self.run_.updates, loop.count - 2)

    def test_detach_takes_the_hook_off(self):
        loop = self.begin(mlp())
        self.while_training(loop, lambda: self.hub.expect("tick"))
        self.run_.detach()
        self.hub.expect("bye", lambda message: message["why"] == "detached")
        self.assertEqual(len(loop.optimizer._optimizer_step_pre_hooks), 0)
        count = self.run_.updates
        loop()
        self.assertEqual(self.run_.updates, count)

    def test_a_forked_child_does_not_hide_the_end_of_its_parent(self):
        """A worker of a DataLoader has a copy of the socket; the hub must hear of the rank's death at once all the same."""
        self.listen()
        program = (
            "import sys, os, time; sys.path[:0] = %r\n"
            "from support import *\n"
            "model = mlp(); loop = Loop(model); run = backstep.watch(model, loop.optimizer)\n"
            "while not run._link.up: loop()\n"
            "child = os.fork()\n"
            "if child == 0:\n"
            "    assert run._dead and not run._link.up\n"
            "    loop(); time.sleep(60); os._exit(0)\n"
            "print(child, flush=True)\n"
            "while True: loop()\n" % [HERE])
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        child = int(process.stdout.readline())
        try:
            self.hub.expect("tick")
            os.kill(process.pid, signal.SIGKILL)
            begun = time.monotonic()
            self.hub.expect("lost", timeout=5)
            self.assertLess(time.monotonic() - begun, 2)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            os.kill(child, signal.SIGKILL)

    def test_the_end_of_a_program_says_why(self):
        self.listen()
        program = (
            "import sys; sys.path[:0] = %r\n"
            "from support import *\n"
            "model = mlp(); loop = Loop(model); run = backstep.watch(model, loop.optimizer)\n"
            "while not run._link.up: loop()\n"
            "raise ValueError('of the user')\n" % [HERE])
        process = subprocess.run([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True)
        self.assertEqual(process.returncode, 1)
        self.assertIn("ValueError: of the user", process.stderr)
        self.assertIn("of the user", self.hub.expect("event", lambda message: message["what"] == "exception")["text"])
        self.hub.expect("bye", lambda message: message["why"] == "exit")


if __name__ == "__main__":
    unittest.main()
