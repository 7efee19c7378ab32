"""The program itself on real training: `backstep attach --json`, with no line of code in what trains. The program is the one that
`swift build` has made, or $BACKSTEP_PROGRAM; without one nothing is tested, and that is said."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

from support import HERE

CHECKOUT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.environ.get("BACKSTEP_PROGRAM") or os.path.join(CHECKOUT, ".build", "debug", "backstep")

# A job that knows nothing of backstep. It prints the bits of its parameters.
JOB = """
import os, sys, time, torch, torch.nn as nn, torch.nn.functional as F
torch.set_num_threads(1); torch.manual_seed(0)
world, rank, updates = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0)), int(sys.argv[1])
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(6, 8), nn.Linear(8, 3)
    def forward(self, x): return F.log_softmax(self.second(torch.tanh(self.first(x))), dim=1)
net = Net(); model = net
if world > 1:
    import torch.distributed as dist
    dist.init_process_group("gloo"); model = nn.parallel.DistributedDataParallel(net)
optimizer = torch.optim.Adam(model.parameters(), 1e-3)
generator = torch.Generator().manual_seed(rank)
for _ in range(updates):
    x, y = torch.randn(16, 6, generator=generator), torch.randint(0, 3, (16,), generator=generator)
    loss = F.nll_loss(model(x), y); optimizer.zero_grad(); loss.backward(); optimizer.step(); time.sleep(0.002)
bits = sum(int(p.detach().view(torch.int32).sum(dtype=torch.int64)) for p in net.parameters())
print("bits of rank %d: %d" % (rank, bits), flush=True)
if world > 1: dist.destroy_process_group()
sys.exit(int(sys.argv[2]))
"""


@unittest.skipUnless(os.access(PROGRAM, os.X_OK), "no program at %s: swift build makes it" % PROGRAM)
class ProgramTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.job = os.path.join(self.folder.name, "train.py")
        with open(self.job, "w") as file:
            file.write(JOB)
        os.mkdir(os.path.join(self.folder.name, "run"), 0o700)
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=os.path.join(self.folder.name, "run"), OMP_NUM_THREADS="1")
        for name in ("BACKSTEP", "BACKSTEP_TOKEN", "BACKSTEP_TOKEN_FILE", "PYTHONPATH"):
            self.environment.pop(name, None)

    def command(self, ranks, updates, code):
        words = [sys.executable] if ranks == 1 else [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", str(ranks)]
        return words + [self.job, str(updates), str(code)]

    def run_job(self, words):
        done = subprocess.run(words, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
        lines = done.stdout.splitlines()
        events = [json.loads(line) for line in lines if line.startswith('{"event":')]
        return done, sorted(line for line in lines if line.startswith("bits")), events

    def check(self, ranks, updates=800):
        _, plain, _ = self.run_job(self.command(ranks, updates, 0))
        attached = [PROGRAM, "attach", "--json", "--hold-every", "0.1", "--record-every", "0.3", "--"]
        done, bits, events = self.run_job(attached + self.command(ranks, updates, 0))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(bits, plain)
        self.assertEqual(len(bits), ranks)
        self.assertEqual(sorted(e["rank"] for e in events if e["event"] == "hello"), list(range(ranks)))
        self.assertGreater(sum(e["event"] == "held" for e in events), 2)
        records = [e for e in events if e["event"] == "record"]
        self.assertTrue(records)
        self.assertEqual({e["rank"] for e in records}, set(range(ranks)))
        self.assertEqual({(s["type"], s["kind"]) for s in records[0]["states"]}, {("Linear", "output"), ("Linear", "delta")})
        self.assertEqual(sorted(e["rank"] for e in events if e["event"] == "bye"), list(range(ranks)))

    def test_one_process_is_held_and_recorded_with_the_same_bits(self):
        self.check(1)

    def test_two_ranks_are_held_and_recorded_with_the_same_bits(self):
        self.check(2)

    def test_the_exit_code_is_the_commands(self):
        done, _, _ = self.run_job([PROGRAM, "attach", "--json", "--"] + self.command(1, 3, 7))
        self.assertEqual(done.returncode, 7, done.stderr)

    def test_the_client_is_written_as_it_is_here(self):
        folder = os.path.join(self.folder.name, "client")
        subprocess.run([PROGRAM, "attach", "--client", folder], check=True, stdout=subprocess.DEVNULL)
        for name in ("backstep.py", "shim/sitecustomize.py"):
            with open(os.path.join(folder, name)) as written, open(os.path.join(CHECKOUT, "assets", "python", name)) as own:
                self.assertEqual(written.read().rstrip(), own.read().rstrip(), name)


if __name__ == "__main__":
    unittest.main()
