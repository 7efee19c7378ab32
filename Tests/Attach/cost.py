"""What watching costs, by accounts of processor time: `cost.py [SECONDS]`. To compare runs would need a quiet machine.

asleep      the hook of the optimizer, alone, on an optimizer with nothing to do: least of many blocks, with and without it
io          processor time of the io thread, as a share of the run's time
watched     what the training thread spends in the client (its processor time, taken around every entry) and the io thread's
recorded    a step with hooks against the steps around it
"""
import collections
import os
import statistics
import sys
import tempfile
import time

from support import Hub, Loop, backstep, batches, torch
from torch import nn
from torch.nn import functional


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2, self.heads = nn.LayerNorm(width), nn.LayerNorm(width), heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.act, self.down = nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        x = x + self.out(functional.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(b, t, w))
        return x + self.down(self.act(self.up(self.norm2(x))))


class Language(nn.Module):
    def __init__(self, width=128, layers=4):
        super().__init__()
        self.embed, self.place = nn.Embedding(96, width), nn.Embedding(64, width)
        self.blocks = nn.ModuleList(Block(width, 4) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, 96, bias=False)

    def forward(self, x):
        x = self.embed(x) + self.place(torch.arange(x.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x)).transpose(1, 2)


def convolutions():
    layers, channels = [], 3
    for width in (16, 32, 64, 64):
        for _ in range(2):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
            channels = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 4, 10))


def forever(make):
    while True:
        yield make


def jobs():
    torch.manual_seed(0)
    digits = torch.randn(32, 784), torch.randint(0, 10, (32,))
    pictures = torch.randn(32, 3, 32, 32), torch.randint(0, 10, (32,))
    text = torch.randint(0, 96, (8, 64))
    yield "MLP 784-128-10, batch 32", nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)), digits
    yield "CNN of 8 convolutions, batch 32", convolutions(), pictures
    yield "GPT of 4 layers, width 128, 8 x 64 tokens", Language(), (text, text.roll(-1, 1))


def hook_alone():
    """Microseconds that the hook adds to an update."""
    parameter = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], 0.1)          # no gradient: nothing to do
    run = backstep.watch(nn.Linear(1, 1), optimizer)
    optimizer.step()
    hook, = run._hooks
    least = {True: 1.0, False: 1.0}
    for _ in range(60):
        for hooked in (True, False):
            begun = time.thread_time()
            for _ in range(300):
                optimizer.step()
            least[hooked] = min(least[hooked], (time.thread_time() - begun) / 300)
            if hooked:
                hook.remove()
        hook = optimizer.register_step_pre_hook(run._before_update)
    hook.remove()
    run.detach()
    backstep._run = None
    return 1e6 * (least[True] - least[False])


class Accounts:
    """Processor time of the training thread in the client."""

    def __init__(self, run):
        self.seconds, self.depth = 0.0, 0
        for owner, name in ((run, "_wake"), (run, "_after_update"), (run, "loss")):
            setattr(owner, name, self.around(getattr(owner, name)))
        guard, accounts = backstep.StepHooks.guard, self
        self.guard = guard
        backstep.StepHooks.guard = lambda hooks, function: accounts.around(guard(hooks, function))

    def around(self, function):
        def counted(*arguments, **named):
            if self.depth:
                return function(*arguments, **named)
            begun, self.depth = time.thread_time(), 1
            try:
                return function(*arguments, **named)
            finally:
                self.depth = 0
                self.seconds += time.thread_time() - begun
        return counted

    def close(self):
        backstep.StepHooks.guard = self.guard


def share(run, accounts, loop, seconds):
    begun, own, io = time.monotonic(), accounts.seconds, run._link.cpu_seconds
    while time.monotonic() - begun < seconds:
        loop()
    passed = time.monotonic() - begun
    return 100 * (accounts.seconds - own) / passed, 100 * (run._link.cpu_seconds - io) / passed


def measure(name, model, batch, seconds, hook):
    folder = tempfile.TemporaryDirectory()
    os.environ.update(BACKSTEP=os.path.join(folder.name, "run", "hub.sock"), BACKSTEP_TOKEN="secret")
    loop = Loop(model, torch.optim.Adam(model.parameters(), 1e-3), forever(batch), pause=0)
    loop.history = collections.deque(maxlen=0)
    times = []
    for _ in range(3):
        loop()
    end = time.monotonic() + seconds / 2
    while time.monotonic() < end:
        begun = time.thread_time()
        loop()
        times.append(time.thread_time() - begun)
    step = statistics.median(times)
    run = backstep.watch(model, loop.optimizer)
    accounts = Accounts(run)
    print("%s: %.0f us a step, %d modules, %d parameters" % (
        name, 1e6 * step, len(list(model.modules())) - 1, len(list(model.parameters()))))
    loop()
    own, io = share(run, accounts, loop, seconds)
    print("  asleep    hook %.2f us = %.4f %%; io thread %.3f %%" % (hook, 1e-4 * hook / step, io))
    hub = Hub(os.environ["BACKSTEP"])
    hub.start()
    hub.wait_for_ranks(1)
    loop()
    own, io = share(run, accounts, loop, seconds)
    print("  awake     nothing asked: training thread %.3f %%, io thread %.3f %%" % (own, io))
    for label, probes in (("norms", ["norms"]), ("norms, update, own, checksum", ["norms", "update", "own", "checksum"])):
        hub.send({"t": "ask", "gen": 1, "probes": [{"probe": probe, "every": 1} for probe in probes]})
        share(run, accounts, loop, seconds / 3)
        hub.forget()
        count = loop.count
        own, io = share(run, accounts, loop, seconds)
        frames = sum(message["t"] == "frame" for message in list(hub.messages))
        print("  watched   %s at 1 %%: training thread %.3f %%, io thread %.3f %%, together %.3f %%; "
              "a reading in %.1f steps, %.1f a second"
              % (label, own, io, own + io, (loop.count - count) / max(1, frames), frames / seconds))
    hub.send({"t": "ask", "gen": 2, "probes": []})
    plain, recorded, paid = [], [], []
    for index in range(24):
        hub.send({"t": "observe", "id": index, "step": run.updates + 4, "want": ["norm"]})
        spent = run._budget.spent
        for _ in range(12):
            begun, before = time.thread_time(), accounts.seconds
            hooked = run._recorder is not None
            loop()
            (recorded if hooked else plain).append(time.thread_time() - begun)
            if run._recorder is not None:
                install = accounts.seconds - before
        paid.append(run._budget.spent - spent)
    extra = statistics.median(recorded) - statistics.median(plain) + install
    modules = len(list(model.modules())) - 1
    print("  recorded  norms of every output and its gradient: %.0f us a step more, %.0f a module; charged %.0f" % (
        1e6 * extra, 1e6 * extra / modules, 1e6 * statistics.median(paid)))
    accounts.close()
    run.detach()
    backstep._run = None
    hub.close()
    folder.cleanup()


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    backstep.RETRY = 1.0                          # as it is in earnest
    os.environ["BACKSTEP"] = "/nonexistent"
    hook = hook_alone()
    for name, model, batch in jobs():
        measure(name, model, batch, seconds, hook)
