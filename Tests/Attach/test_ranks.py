"""Two ranks on gloo: held together, asked, tormented. The long form of the last: `test_ranks.py --stops 2000`."""
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import unittest

from support import HERE, PYTHON, WatchedTest, backstep, torch

STOPS = 120                                       # about, of the short form


def read(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


class RanksTest(WatchedTest):
    def start(self, kind, updates, watched=True, name="watched"):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        environment = dict(os.environ, BACKSTEP_CLIENT=PYTHON, OMP_NUM_THREADS="1")
        results = [os.path.join(self.folder.name, "%s%d.json" % (name, rank)) for rank in (0, 1)]
        processes = [subprocess.Popen([sys.executable, os.path.join(HERE, "jobs.py"), kind, str(rank), "2", port, str(updates),
                                       results[rank], str(int(watched))], env=environment, stderr=subprocess.DEVNULL)
                     for rank in (0, 1)]
        self.addCleanup(lambda: [process.kill() or process.wait() for process in processes if process.poll() is None])
        return processes, results

    def finish(self, job, limit=120):
        processes, results = job
        end = time.monotonic() + limit
        for process in processes:
            self.assertEqual(process.wait(max(0.1, end - time.monotonic())), 0)
        return [read(result)[0] for result in results]

    def both(self, kind, test=lambda m: True, **expected):
        """The next message of a kind of each rank."""
        return self.hub.expect_of_both(kind, test, **expected)


class TwoRankTests(RanksTest):
    def test_both_are_held_before_the_same_update_and_no_bit_changes(self):
        self.listen()
        job = self.start("ddp", 1500)
        self.hub.wait_for_ranks(2)
        hellos = self.both("hello")
        self.assertEqual([(m["rank"], m["world"]) for m in hellos], [(0, 2), (1, 2)])
        self.assertEqual(hellos[0]["run"], hellos[1]["run"])
        self.assertTrue(all(m["wrapper"] == "ddp" for m in self.both("model")))
        for _ in range(3):
            held = self.hub.stop(2)
            self.assertEqual(held[0]["step"], held[1]["step"])
            self.hub.send({"t": "get", "seq": 1, "what": "row", "parameter": 0, "row": 3, "of": "g"})
            rows = self.both("answer")
            self.assertEqual(rows[0].tensors["value"].values, rows[1].tensors["value"].values)       # the mean, on both
            self.hub.send({"t": "get", "seq": 2, "what": "replay"}, rank=0)      # by one rank alone: no collective
            self.assertTrue(self.hub.expect("answer", lambda m: m["seq"] == 2)["equal"])
            self.hub.send({"t": "get", "seq": 3, "what": "nudge", "parameter": 0, "index": [3, 2]})
            nudges = self.both("answer", lambda m: m["seq"] == 3)
            slopes = [(float(m["hi"]) - float(m["lo"])) / float(m["width"]) for m in nudges]
            mean = float(nudges[0]["mean"])
            self.assertLess(abs(sum(slopes) / 2 - mean), 1e-5 * max(1e-2, abs(mean)))
            self.assertNotEqual(nudges[0]["own"], nudges[1]["own"])
            self.hub.go()
        watched = self.finish(job)
        plain = self.finish(self.start("ddp", 1500, watched=False, name="plain"))
        for a, b in zip(watched, plain):
            self.assertEqual((a["bits"], a["loss"]), (b["bits"], b["loss"]))
            self.assertEqual((a["updates"], a["failures"], a["dead"]), (1500, 0, False))

    def test_readings_of_ranks_are_of_the_same_updates(self):
        self.listen()
        job = self.start("same", 1500)
        self.hub.wait_for_ranks(2)
        self.hub.send({"t": "ask", "gen": 1, "budget": 0.2, "probes": [
            {"probe": "norms", "every": 4}, {"probe": "own", "every": 8}, {"probe": "checksum", "every": 16}]})
        at = int(max(peer.expected_step() for peer in self.hub.ranks())) + 200
        self.hub.send({"t": "observe", "id": 1, "step": at, "want": ["norm"]})
        heard = []
        while len([m for m in heard if m["t"] == "record"]) < 2:
            heard.append(self.hub.expect_any(("frame", "record")))
        self.assertEqual({m["step"] for m in heard if m["t"] == "record"}, {at})
        self.assertEqual(len({tuple(m["batch"]) for m in heard if m["t"] == "record"}), 1)     # no DistributedSampler here
        for probe in ("norms", "checksum"):
            frames = [m for m in heard if m["t"] == "frame" and m["probe"] == probe]
            steps = [{m["step"]: m for m in frames if m.rank == rank} for rank in (0, 1)]
            self.assertTrue(all(step % {"norms": 4, "checksum": 16}[probe] == 0 for step in [*steps[0], *steps[1]]))
            common = sorted(set(steps[0]) & set(steps[1]))
            self.assertGreater(len(common), 0, (probe, sorted(steps[0]), sorted(steps[1])))
            for step in common:
                if probe == "checksum":
                    self.assertEqual(steps[0][step]["sums"], steps[1][step]["sums"])
                else:
                    self.assertEqual(steps[0][step].tensors["g,w"].values, steps[1][step].tensors["g,w"].values)
        self.finish(job)

    def test_a_replica_that_drifts_is_seen(self):
        self.listen()
        job = self.start("drift", 1000)
        self.hub.wait_for_ranks(2)
        at = {}
        while True:
            self.hub.stop(2)
            self.hub.send({"t": "get", "seq": 1, "what": "checksum"})
            first, second = self.both("answer")
            different = [i for i, (a, b) in enumerate(zip(first["sums"], second["sums"])) if a != b]
            at[first["step"]] = different
            self.hub.go()
            if first["step"] > 201:
                break
            time.sleep(0.2)
        self.assertEqual(min(different), 5)       # the bias of the last layer
        self.assertTrue(all(not d for step, d in at.items() if step <= 201))
        self.finish(job)

    def test_a_rank_that_is_killed_while_held_frees_the_other(self):
        self.listen()
        processes, _ = self.start("ddp", 100000)
        self.hub.wait_for_ranks(2)
        self.hub.stop(2)
        os.kill(processes[1].pid, signal.SIGKILL)
        self.hub.expect("lost", lambda m: m.rank == 1, timeout=5)
        self.hub.go()
        self.hub.expect("running", lambda m: m.rank == 0, timeout=5)
        self.assertNotEqual(processes[0].wait(60), 0)     # gloo tells it; not we

    def test_shards_of_fsdp2(self):
        self.listen()
        job = self.start("fsdp2", 900)
        self.hub.wait_for_ranks(2)
        models = self.both("model")
        self.assertEqual([m["wrapper"] for m in models], ["fsdp2"] * 2)
        entries = [m["parameters"][0] for m in models]
        self.assertEqual([e[2] for e in entries], [[9, 6]] * 2)
        self.assertEqual([(e[4], e[5], e[6]) for e in entries], [([5, 6], [0, 0], "shard(0)"), ([4, 6], [5, 0], "shard(0)")])
        held = self.hub.stop(2)
        self.assertEqual(held[0]["step"], held[1]["step"])
        self.hub.send({"t": "get", "seq": 1, "what": "row", "parameter": 0, "row": 7})
        answers = self.both("answer")
        self.assertIn("row 7 is not here, rows 0 to 4 are", answers[0]["error"])
        self.assertEqual(len(answers[1].tensors["value"].values), 6)
        self.hub.send({"t": "get", "seq": 2, "what": "replay"})
        self.assertTrue(all("shards" in m["error"] for m in self.both("answer", lambda m: m["seq"] == 2)))
        self.hub.go()
        self.hub.send({"t": "ask", "gen": 1, "budget": 1.0, "probes": [{"probe": "norms", "every": 8}, {"probe": "own"}]})
        frames = self.both("frame", lambda m: m["probe"] == "norms")
        self.assertEqual([m.tensors["g,w"].shape for m in frames], [[2, 4]] * 2)
        self.assertTrue(all("why" in m.header for m in self.both("frame", lambda m: m["probe"] == "own")))
        self.hub.send({"t": "ask", "gen": 2, "probes": []})
        at = int(max(peer.expected_step() for peer in self.hub.ranks())) + 60
        self.hub.send({"t": "observe", "id": 1, "step": at, "want": ["norm", "neuron"], "module": 0, "unit": 7})
        records = self.both("record")
        self.assertEqual([len(m["states"]) for m in records], [6, 6])
        for m in records:                         # the whole weight is there while its module runs
            t, neuron = m.tensors, m["neuron"]
            self.close_to(sum(w * x for w, x in zip(t["w"].values, t["x"].values)) + neuron["bias"], neuron["z"], 1e-4)
        watched = self.finish(job)
        plain = self.finish(self.start("fsdp2", 900, watched=False, name="plain"))
        for a, b in zip(watched, plain):
            self.assertEqual(a["bits"], b["bits"])


class TormentTests(RanksTest):
    def test_training_always_ends_and_no_bit_changes(self):
        """Stops at random, while the hub is killed and frozen, and links are cut."""
        updates = 300 + 12 * STOPS             # by experience
        log = os.path.join(self.folder.name, "log")
        chance, seed = random.Random(STOPS), 0

        def hub():
            return subprocess.Popen([sys.executable, os.path.join(HERE, "fakehub.py"), self.path, log, str(seed)])
        process = hub()
        job = self.start("ddp", updates)
        kills = freezes = 0
        begun = time.monotonic()
        next_kill, next_freeze = begun + 8, begun + (12 if STOPS < 500 else 40)
        while any(rank.poll() is None for rank in job[0]):
            time.sleep(0.05)
            now = time.monotonic()
            if now - begun > 120 + 2 * STOPS:
                self.fail("training did not end: %d updates asked for" % updates)
            if now > next_freeze and freezes < (1 if STOPS < 500 else 4):
                freezes, next_freeze = freezes + 1, now + 60
                process.send_signal(signal.SIGSTOP)
                time.sleep(2 if STOPS < 500 else 10)
                process.send_signal(signal.SIGCONT)
            elif now > next_kill:
                kills, seed, next_kill = kills + 1, seed + 1, now + chance.uniform(2, 8)
                process.kill()
                process.wait()
                time.sleep(chance.uniform(0, 0.5))
                process = hub()
        process.kill()
        process.wait()
        watched = self.finish(job)
        plain = self.finish(self.start("ddp", updates, watched=False, name="plain"), limit=60 + 2 * STOPS)
        lines = read(log)
        held = sum(line["what"] == "held" for line in lines)
        cuts, given_up = (sum(line["what"] == what for line in lines) for what in ("cut", "gave up"))
        print("\n%d updates in %d s: held %d times, hub killed %d times and frozen %d, links cut %d, given up %d; "
              "longest step %.2f s" % (updates, time.monotonic() - begun, held, kills, freezes, cuts, given_up, max(w["longest"] for w in watched)),
              file=sys.stderr)
        for a, b in zip(watched, plain):
            self.assertEqual((a["bits"], a["loss"]), (b["bits"], b["loss"]))
            self.assertEqual((a["updates"], a["failures"], a["dead"]), (updates, 0, False))
        self.assertGreater(held, STOPS // 3)
        self.assertLess(max(w["longest"] for w in watched), 9)


if __name__ == "__main__":
    if "--stops" in sys.argv:
        place = sys.argv.index("--stops")
        STOPS = int(sys.argv[place + 1])
        del sys.argv[place:place + 2]
    unittest.main()
