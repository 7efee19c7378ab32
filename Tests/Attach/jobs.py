"""Jobs of several ranks for tests: `jobs.py KIND RANK WORLD PORT UPDATES RESULT WATCHED`. Writes what it ended with."""
import json
import os
import random
import sys
import time

kind, rank, world, port, updates, result, watched = sys.argv[1:]
rank, world, updates, watched = int(rank), int(world), int(updates), int(watched)
os.environ.update(RANK=str(rank), WORLD_SIZE=str(world), LOCAL_RANK=str(rank), MASTER_ADDR="127.0.0.1", MASTER_PORT=port,
                  GLOO_SOCKET_IFNAME="lo", TORCHELASTIC_RUN_ID="test")
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.environ["BACKSTEP_CLIENT"]]

import torch
import torch.distributed
from torch import nn
from torch.nn import functional

torch.set_num_threads(1)
torch.distributed.init_process_group("gloo")
torch.manual_seed(0)
if kind == "fsdp2":
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.fsdp import fully_shard
    net = nn.Sequential(nn.Linear(6, 9), nn.ReLU(inplace=True), nn.Linear(9, 3))
    mesh = init_device_mesh("cpu", (world,))
    for module in (net[0], net[2]):
        fully_shard(module, mesh=mesh)
    fully_shard(net, mesh=mesh)
    model = net
else:
    net = nn.Sequential(nn.Linear(6, 16), nn.BatchNorm1d(16), nn.ReLU(inplace=True), nn.Dropout(0.2), nn.Linear(16, 3))
    model = nn.parallel.DistributedDataParallel(net)
optimizer = torch.optim.Adam(model.parameters(), 1e-3)
torch.manual_seed(1 + rank)
run = None
if watched:
    import backstep
    backstep.RETRY = 0.1
    run = backstep.watch(model, optimizer, budget=0.05)
    while kind == "stand" and not run._link.up:
        time.sleep(0.01)
pauses, generator = random.Random(rank + 7), torch.Generator().manual_seed(0 if kind == "same" else rank)
longest, last = 0.0, time.monotonic()
for _ in range(updates):
    x, y = torch.randn(8, 6, generator=generator), torch.randint(0, 3, (8,), generator=generator)
    optimizer.zero_grad()
    loss = functional.cross_entropy(model(x), y)
    loss.backward()
    if kind == "drift" and rank == 1 and _ == 200:
        with torch.no_grad():
            net[4].bias[0] += 1e-6
    optimizer.step()
    if watched:
        if pauses.random() < 0.3:
            time.sleep(pauses.choice([0.0005, 0.002, 0.005]))
        now = time.monotonic()
        longest, last = max(longest, now - last), now


def bits(tensor):
    tensor = tensor.to_local() if hasattr(tensor, "to_local") else tensor
    return [value.hex() for value in tensor.detach().double().reshape(-1).tolist()]


with open(result, "w") as file:
    json.dump({"bits": [bits(t) for t in [*net.parameters(), *net.buffers()]], "loss": loss.item().hex(), "longest": longest,
               "updates": run and run.updates, "failures": run and run._failures, "dead": run and run._dead}, file)
torch.distributed.destroy_process_group()
