"""What the tests share: the client from this checkout, a hub, and a training loop that runs while a test talks to it."""
import collections
import os
import sys
import tempfile
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = os.path.join(os.path.dirname(os.path.dirname(HERE)), "assets", "python")
sys.path.insert(0, PYTHON)
sys.path.insert(0, HERE)

import torch
from torch import nn

import backstep
from fakehub import Hub

torch.set_num_threads(1)
backstep.RETRY = 0.1                              # tests wait for links that come again


def mlp(seed=0, sizes=(6, 16, 3), activation=nn.ReLU):
    torch.manual_seed(seed)
    layers = []
    for width, following in zip(sizes, sizes[1:]):
        layers += [nn.Linear(width, following), activation()]
    return nn.Sequential(*layers[:-1])


def batches(seed=1, shape=(8, 6), classes=3):
    generator = torch.Generator().manual_seed(seed)
    while True:
        yield torch.randn(shape, generator=generator), torch.randint(0, classes, shape[:1], generator=generator)


class Loop:
    """Trains one update at a time, and remembers the last ones."""

    def __init__(self, model, optimizer=None, data=None, pause=0.001):
        self.model, self.pause = model, pause
        self.optimizer = optimizer or torch.optim.SGD(model.parameters(), 0.05)
        self.data = data or batches()
        self.count, self.history = 0, collections.deque(maxlen=4000)

    def __call__(self):
        x, y = next(self.data)
        self.count += 1
        self.optimizer.zero_grad()
        loss = self.loss_of(x, y)
        loss.backward()
        self.history.append((self.count, x, y, [p.detach().clone() for p in self.model.parameters()],
                             [None if p.grad is None else p.grad.clone() for p in self.model.parameters()], loss.detach()))
        self.optimizer.step()
        time.sleep(self.pause)

    def loss_of(self, x, y):
        return nn.functional.cross_entropy(self.model(x), y)

    def at(self, step):
        """(x, y, parameters before the update, gradients, loss)"""
        return next(entry[1:] for entry in self.history if entry[0] == step)


class WatchedTest(unittest.TestCase):
    """A test with a hub and a run of its own."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="backstep")
        self.path = os.path.join(self.folder.name, "run", "hub.sock")
        os.environ.update(BACKSTEP=self.path, BACKSTEP_TOKEN="secret")
        backstep._run, self.run_, self.hub = None, None, None
        self.excepthook = sys.excepthook

    def tearDown(self):
        if self.run_ is not None:
            self.run_.detach()
        backstep._run = None
        sys.excepthook = self.excepthook
        if self.hub is not None:
            self.hub.close()
        self.folder.cleanup()

    def listen(self, **settings):
        self.hub = Hub(self.path, **settings)
        self.hub.start()
        return self.hub

    def watch(self, *arguments, **settings):
        self.run_ = backstep.watch(*arguments, **settings)
        return self.run_

    def begin(self, model, optimizer=None, budget=1.0, data=None, **settings):
        """A loop that is watched, by a hub that is there."""
        loop = Loop(model, optimizer, data)
        if self.hub is None:
            self.listen()
        settings.setdefault("max_hold", 20)       # a test that fails must end
        self.watch(model, loop.optimizer, budget=budget, **settings)
        self.hub.wait_for_ranks(1)
        while not self.run_._link.up:             # the hub has said welcome; the client has to hear it
            time.sleep(0.001)
        return loop

    def while_training(self, loop, script, limit=60.0):
        """Trains in this thread until `script`, in another, has ended; gives what it gave."""
        outcome = {}

        def play():
            try:
                outcome["value"] = script()
            except BaseException as error:
                outcome["error"] = error
        thread = threading.Thread(target=play, daemon=True)
        thread.start()
        end = time.monotonic() + limit
        while thread.is_alive():
            loop()
            if time.monotonic() > end:
                raise AssertionError("the script did not end")
        if "error" in outcome:
            raise outcome["error"]
        return outcome.get("value")

    def close_to(self, found, expected, tolerance=1e-6):
        found, expected = torch.as_tensor(found, dtype=torch.float64), torch.as_tensor(expected).double()
        self.assertEqual(tuple(found.shape), tuple(expected.shape))
        self.assertTrue(torch.allclose(found, expected, rtol=tolerance, atol=1e-7), "%s\n%s" % (found, expected))
