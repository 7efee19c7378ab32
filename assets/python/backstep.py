"""backstep for PyTorch: lets a terminal look into a training run, and hold it before an update.

    import backstep
    run = backstep.watch(model, optimizer)        # both optional: found by themselves

The training code stays as it is. A hub (`backstep attach`, a program of the same user) may connect and go at any time.

asleep      no hub. All that runs in training is one hook of the optimizer: it counts, and compares two numbers.
awake       a hub is there. A thread of ours sends the count and answers; readings of norms are taken within a budget.
recorded    for one update, hooks on the modules see each output and its gradient.
held        the training thread waits in that hook, before the update, until the hub, its loss, or a time limit lets it go.

What this file keeps to, so that it can be trusted with a cluster:
- It fails open. An exception of ours takes our hooks off and says one line on stderr; training goes on. A hub that dies,
  freezes, or loses its link lets a held run go by itself.
- It calls no collective, makes no process group, draws no random number, changes no tensor (except by `set`, if allowed
  by control="edit"), and keeps nothing of an update beyond it.
- Nothing received is executed: messages are JSON, and name what is to be read.
- Two threads. The training thread never touches the socket. The io thread never touches a tensor.
- A forked child (a worker of a DataLoader) closes its copy of the link and does nothing.

Tried with PyTorch 2.8, 2.13 and 2.15 on processors, DDP and FSDP2 on gloo, and JAX 0.10. Written for CUDA and NCCL too, and
not tried there.
"""
import atexit
import collections
import contextlib
import ctypes
import functools
import hashlib
import hmac
import importlib
import json
import math
import os
import secrets
import select
import socket
import struct
import sys
import threading
import time
import weakref

try:
    import torch
except ImportError:                               # a JAX program may do without
    torch = None

# The number of the backward pass that this thread is in, or -1. Without it (a PyTorch that has lost it) there is no telling.
backward_pass = getattr(getattr(torch, "_C", None), "_current_graph_task_id", lambda: -1)

# Has compiled code run as it is written, or compiled: PyTorch 2.6 has it.
set_stance = getattr(getattr(torch, "compiler", None), "set_stance", None)

__version__ = "1.0.0"
__all__ = ["watch", "jax"]

PROTOCOL = [1, 0]
MAX_HEADER, MAX_BODY = 1 << 20, 64 << 20          # bytes of one frame
MAX_GREETING = 4096                               # bytes of a header before the hub has shown that it knows the token
MAX_STREAM = 256 << 10                            # bytes handed to the socket and not yet taken by it
MAX_WAITING, MAX_WAITING_BYTES = 256, 4 << 20     # frames behind those
MAX_LISTED = 4000                                 # modules, and parameters, of which the hub is told
MAX_STATES = 20000                                # outputs and their gradients in one record
MAX_VALUES = 64 << 10                             # numbers in one answer: 256 KiB
MAX_COPY = 256 << 20                              # bytes of copies for one check
MAX_BATCH = 1 << 20                               # numbers of a batch that is sent whole
MAX_COUNTED = 1 << 14                             # numbers of a parameter's state that a histogram counts
SILENT = 6.0                                      # seconds without a word of the hub, then a held run goes
RETRY, RETRY_REMOTE = 1.0, 30.0                   # seconds from one attempt to connect to the next
TICK, TICK_UNWATCHED = 0.1, 0.5                   # seconds from one tick to the next
HOOK_SECONDS = 20e-6                              # what PyTorch spends to call one hook: not seen by a clock inside of it
NEVER = 1 << 62


# ---- wire: frames of a JSON header and raw tensors -----------------------------------------------------------------------------

DTYPE_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}
DTYPES = {} if torch is None else {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}


def raw(tensor):
    """(dtype, shape, bytes) of a tensor on the CPU. NumPy would be shorter; it need not be there."""
    tensor = tensor.detach().contiguous()
    count = tensor.numel() * tensor.element_size()
    return DTYPES[tensor.dtype], list(tensor.shape), ctypes.string_at(tensor.data_ptr(), count) if count else b""


def encode(header, tensors=None):
    """One frame. `tensors`: name to tensor on the CPU, or to (dtype, shape, bytes)."""
    body, entries = [], {}
    end = 0
    for name, value in (tensors or {}).items():
        dtype, shape, data = value if isinstance(value, tuple) else raw(value)
        entries[name] = {"dtype": dtype, "shape": shape, "begin": end, "end": end + len(data)}
        end += len(data)
        body.append(data)
    if entries:
        header = dict(header, tensors=entries)
    text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
    if len(text) > MAX_HEADER or end > MAX_BODY:
        raise ValueError("a frame of %d + %d bytes is too large" % (len(text), end))
    return b"".join([struct.pack("<II", len(text), end), text] + body)


class FrameReader:
    """Takes bytes in pieces of any size and gives whole frames. Sizes are checked before anything is kept."""

    def __init__(self):
        self.buffer = bytearray()
        self.max_header, self.max_body = MAX_GREETING, 0

    def trust(self):
        self.max_header, self.max_body = MAX_HEADER, MAX_BODY

    def feed(self, data):
        self.buffer += data
        while len(self.buffer) >= 8:
            header_size, body_size = struct.unpack_from("<II", self.buffer)
            if header_size > self.max_header or body_size > self.max_body:
                raise ValueError("a frame of %d + %d bytes is too large" % (header_size, body_size))
            end = 8 + header_size + body_size
            if len(self.buffer) < end:
                return
            header = json.loads(bytes(self.buffer[8:8 + header_size]).decode())
            body = bytes(self.buffer[8 + header_size:end])
            del self.buffer[:end]
            if not isinstance(header, dict) or not isinstance(header.get("t"), str):
                raise ValueError("a header without a name")
            check_tensors(header.get("tensors", {}), len(body))
            yield header, body


def check_tensors(tensors, size):
    for entry in tensors.values():
        begin, end, shape = entry["begin"], entry["end"], entry["shape"]
        if not all(type(n) is int and n >= 0 for n in [begin, end] + shape):
            raise ValueError("a tensor's range is not of whole numbers")
        count = DTYPE_BYTES[entry["dtype"]]
        for length in shape:
            count *= length
        if end > size or end - begin != count:
            raise ValueError("a tensor lies outside of its frame")


def mac(token, who, first_nonce, second_nonce):
    text = "backstep1|%s|%s|%s" % (who, first_nonce, second_nonce)
    return hmac.new(token.encode(), text.encode(), hashlib.sha256).hexdigest()


def number(value):
    """A float as JSON can have it."""
    value = float(value)
    return value if math.isfinite(value) else "nan" if value != value else "inf" if value > 0 else "-inf"


def hub_address():
    """(family, address) of the hub: BACKSTEP, else where it listens for this user."""
    place = os.environ.get("BACKSTEP", "")
    if place.startswith("tcp://"):
        host, port = place[6:].rsplit(":", 1)
        return socket.AF_INET6 if ":" in host else socket.AF_INET, (host.strip("[]"), int(port))
    if not place:
        folder = os.environ.get("XDG_RUNTIME_DIR") or "/tmp/backstep-%d" % os.getuid()
        place = os.path.join(folder, "backstep", "hub.sock")
    return socket.AF_UNIX, place


def hub_token():
    token, path = os.environ.get("BACKSTEP_TOKEN", ""), os.environ.get("BACKSTEP_TOKEN_FILE", "")
    if not token and path:
        with open(path) as file:
            token = file.read().strip()
    return token


def check_owner(link, path):
    """Another user must not pose as the hub: on a shared machine anybody may make a socket in /tmp."""
    if os.stat(path).st_uid != os.getuid():
        raise OSError("the hub's socket is another user's")
    if hasattr(socket, "SO_PEERCRED"):
        credentials = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        if struct.unpack("3i", credentials)[1] != os.getuid():
            raise OSError("the hub is another user's")


def wait_for(seconds, wake, link=None, writing=False):
    """Until something can be read, or written, or the time is over. Not `select`: it knows no descriptor above 1023."""
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    if link is not None:
        poll.register(link, select.POLLIN | (select.POLLOUT if writing else 0))
    poll.poll(max(0.0, seconds) * 1000)


# ---- link: the io thread -------------------------------------------------------------------------------------------------------

class Link(threading.Thread):
    """The connection to the hub: connects, reads, writes, says ticks. Runs in a thread of its own and touches no tensor."""

    def __init__(self, run):
        super().__init__(name="backstep-io", daemon=True)
        self.run_watched = run
        self.lock = threading.Lock()              # of `waiting` and what is counted of it
        self.waiting, self.waiting_bytes, self.dropped = collections.deque(), 0, 0
        self.out = bytearray()
        self.socket, self.reader = None, None
        self.up, self.stopped = False, False
        self.heard, self.silence = time.monotonic(), SILENT
        self.cpu_seconds = 0.0
        self.unknown = set()
        self.wake_read, self.wake_write = os.pipe()
        os.set_blocking(self.wake_read, False)
        os.set_blocking(self.wake_write, False)

    # From the training thread.

    def post(self, kind, frame, urgent=True):
        """Hands over a frame. While the hub does not read, a newer one takes the place of an older one of its kind; when too
        much waits, the oldest go. What is "kept" does neither."""
        with self.lock:
            if not self.up:
                return
            if len(self.out) >= MAX_STREAM and kind not in ("kept", "answer", "record"):
                for index, (other, old) in enumerate(self.waiting):
                    if other == kind:
                        del self.waiting[index]
                        self._drop(old)
                        break
            self.waiting.append((kind, frame))
            self.waiting_bytes += len(frame)
            while len(self.waiting) > MAX_WAITING or self.waiting_bytes > MAX_WAITING_BYTES:
                index = next((i for i, (other, _) in enumerate(self.waiting) if other != "kept"), None)
                if index is None or index == len(self.waiting) - 1:
                    break
                old = self.waiting[index][1]
                del self.waiting[index]
                self._drop(old)
            urgent = urgent or len(self.waiting) > MAX_WAITING // 4
        if urgent:
            self.wake()

    def _drop(self, frame):
        self.waiting_bytes -= len(frame)
        self.dropped += 1

    def wake(self):
        try:
            os.write(self.wake_write, b"w")
        except OSError:                           # full: it will wake anyway
            pass

    def close_in_child(self):
        """After a fork: the child's copy of the socket would hide from the hub that this process died."""
        self.stopped = True
        if self.socket is not None:
            self.socket.close()
        os.close(self.wake_read)
        os.close(self.wake_write)

    # The thread.

    def run(self):
        pause = RETRY
        while not self.stopped:
            remote = False
            try:
                family, address = hub_address()
                remote = family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost")
                self.connect(family, address)
                pause = RETRY
                self.serve()
            except Exception:                     # whatever a hub did wrong, it costs it the link and training nothing
                pass
            self.close()
            self.cpu_seconds = time.thread_time()
            if not self.stopped:
                wait_for(pause, self.wake_read)
                self.drain_wakes()
            pause = min(pause * 2, RETRY_REMOTE) if remote else RETRY

    def connect(self, family, address):
        """Greets the hub; both show that they know the token, without saying it."""
        token = hub_token()
        if family != socket.AF_UNIX and not token:
            raise OSError("a hub on TCP needs a token")
        link = socket.socket(family, socket.SOCK_STREAM)
        self.socket, self.reader = link, FrameReader()
        deadline = time.monotonic() + 2
        link.settimeout(2)
        link.connect(address)
        if family == socket.AF_UNIX:
            check_owner(link, address)
        else:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        own_nonce, hub_nonce = secrets.token_hex(16), ""
        link.sendall(encode(self.run_watched._hello(own_nonce)))
        while True:
            link.settimeout(max(0.01, deadline - time.monotonic()))
            data = link.recv(65536)
            if not data or time.monotonic() > deadline:
                raise OSError("no welcome")
            for header, _ in self.reader.feed(data):
                if header["t"] == "challenge":
                    hub_nonce = header["nonce"]
                    link.sendall(encode({"t": "auth", "mac": mac(token, "rank", own_nonce, hub_nonce)}))
                elif header["t"] == "welcome":
                    if not hub_nonce or not hmac.compare_digest(header["mac"], mac(token, "hub", hub_nonce, own_nonce)):
                        raise OSError("the hub does not know the token")
                    self.welcomed(header)
                elif header["t"] == "bye":
                    raise OSError("the hub said no")
                elif self.up:                     # already of the conversation: came in the same piece as the welcome
                    self.receive(header)
                else:
                    raise OSError("the hub spoke out of turn")
            if self.up:
                return

    def welcomed(self, header):
        limits = header.get("limits") or {}
        self.silence = min(max(float(limits.get("silent", SILENT)), 1.0), 60.0)
        self.reader.trust()
        self.socket.setblocking(False)
        self.heard = time.monotonic()
        with self.lock:
            self.waiting.clear()
            self.waiting_bytes, self.dropped = 0, 0
            self.out = bytearray()
            self.up = True
        self.unknown = set()
        self.run_watched._linked()

    def serve(self):
        run = self.run_watched
        ticked = 0.0
        while not self.stopped:
            pause = TICK if run._asked else TICK_UNWATCHED
            wait_for(min(pause, ticked + pause - time.monotonic()), self.wake_read, self.socket.fileno(), bool(self.out))
            self.drain_wakes()
            if self.read() is False:
                return
            now = time.monotonic()
            if now - self.heard > self.silence:
                run._release("silent")            # the link stays: the hub may only sleep
                if self.socket.family != socket.AF_UNIX and now - self.heard > 60:
                    return                        # its machine is gone, and nobody says so
            if now - ticked >= pause and len(self.out) < MAX_STREAM:
                ticked = now
                self.say(run._tick(now))
            self.write()
            self.cpu_seconds = time.thread_time()

    def drain_wakes(self):
        try:
            os.read(self.wake_read, 4096)
        except OSError:
            pass

    def read(self):
        """False when the hub is gone."""
        try:
            data = self.socket.recv(1 << 18)
        except BlockingIOError:
            return True
        if not data:
            return False
        for header, _ in self.reader.feed(data):
            self.heard = time.monotonic()
            if header["t"] == "bye":
                return False
            self.receive(header)
        return True

    def receive(self, header):
        if not self.run_watched._received(header) and header["t"] not in self.unknown and len(self.unknown) < 64:
            self.unknown.add(header["t"])
            self.say({"t": "unknown", "what": header["t"][:40]})

    def say(self, header):
        """From this thread only: answers that need no tensor go before frames that wait."""
        if header is not None:
            self.out += encode(header)

    def write(self):
        with self.lock:
            if self.dropped and len(self.out) < MAX_STREAM:
                self.out += encode({"t": "gap", "n": self.dropped})
                self.dropped = 0
            while self.waiting and len(self.out) < MAX_STREAM:
                _, frame = self.waiting.popleft()
                self.waiting_bytes -= len(frame)
                self.out += frame
        if self.out:
            try:
                del self.out[:self.socket.send(self.out)]
            except BlockingIOError:
                pass

    def close(self):
        with self.lock:
            self.up = False
            self.waiting.clear()
            self.waiting_bytes = 0
        self.run_watched._unlinked()
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def flush(self, seconds):
        """From the training thread, at its end: what is still to be said has this long."""
        end = time.monotonic() + seconds
        while self.up and (self.waiting or self.out) and time.monotonic() < end:
            self.wake()
            time.sleep(0.005)


# ---- tensors: what is read of them ---------------------------------------------------------------------------------------------

def plain(tensor):
    """The part of a tensor that lives here, without a graph. Of a DTensor the local shard: the whole would be a collective."""
    tensor = tensor.detach()
    if type(tensor) is not torch.Tensor and type(tensor) is not torch.nn.Parameter:
        to_local = getattr(tensor, "to_local", None)
        if to_local is not None:
            tensor = to_local()
    return tensor.coalesce().values() if tensor.is_sparse else tensor


def tensors_in(value, depth=0):
    """The tensors of what a module took or gave: nested tuples, lists, dictionaries, data classes."""
    if isinstance(value, torch.Tensor):
        yield value
    elif depth < 8:
        if isinstance(value, dict):
            parts = value.values()
        elif isinstance(value, (tuple, list)):
            parts = value
        elif hasattr(type(value), "__dataclass_fields__"):
            parts = vars(value).values()
        else:
            return
        for part in parts:
            yield from tensors_in(part, depth + 1)


def norm(tensor):
    """The Euclidean norm in float32, on the tensor's own device."""
    if tensor.dtype in (torch.float16, torch.bfloat16):
        return torch.linalg.vector_norm(tensor, dtype=torch.float32)
    return torch.linalg.vector_norm(tensor).float()


def norms(tensors):
    """The norm of each, in one call where that is possible: a call per tensor costs three times as much."""
    if not tensors:
        return torch.zeros(0)
    first = tensors[0]
    if all(t.dtype == torch.float32 and t.device == first.device for t in tensors):
        foreach = getattr(torch, "foreach", None)
        found = foreach.norm(tensors) if hasattr(foreach, "norm") else torch._foreach_norm(tensors)
    else:
        found = [norm(t).to(first.device) for t in tensors]
    return torch.stack(list(found))


def checksum(tensor):
    """The bits of a tensor as 64-bit words, summed modulo 2⁶⁴: exact, whatever the order, and without a widened copy."""
    flat = plain(tensor).contiguous().reshape(-1)
    size = flat.element_size()
    if flat.dtype == torch.bool:
        flat = flat.view(torch.uint8)
    if flat.is_complex():
        flat = torch.view_as_real(flat).reshape(-1)
        size = flat.element_size()
    words = flat.numel() * size // 8
    if flat.data_ptr() % 8 or flat.storage_offset() * size % 8:
        flat = flat.clone()
    head, tail = flat[:words * 8 // size], flat[words * 8 // size:]
    total = head.view(torch.int64).sum() if words else torch.zeros((), dtype=torch.int64, device=flat.device)
    if tail.numel():
        bits = {8: torch.int64, 4: torch.int32, 2: torch.int16, 1: torch.uint8}[size]
        total = total + tail.view(bits).sum(dtype=torch.int64)
    return total


def decimals(sums):
    """Checksums as text, for JSON's numbers are too short for them. One wait for the GPU, not one for each."""
    return [str(sum_) for sum_ in torch.stack([s.to(sums[0].device) for s in sums]).tolist()] if sums else []


class Transfer:
    """Tensors on their way to the CPU. From a GPU they are copied while it works on: waiting for it would stall training."""

    def __init__(self, tensors):
        self.events, self.tensors = [], {}
        for name, tensor in tensors.items():
            if isinstance(tensor, tuple) or tensor.device.type == "cpu":
                self.tensors[name] = tensor
            elif tensor.is_cuda:
                pinned = torch.empty(tensor.shape, dtype=tensor.dtype, device="cpu", pin_memory=True)
                self.tensors[name] = pinned.copy_(tensor.detach(), non_blocking=True)
                self.events.append(torch.cuda.Event())
                self.events[-1].record(torch.cuda.current_stream(tensor.device))
            else:
                self.tensors[name] = tensor.to("cpu")

    def done(self):
        return all(event.query() for event in self.events)

    def wait(self):
        for event in self.events:
            event.synchronize()


# ---- the model, as the hub is told of it ---------------------------------------------------------------------------------------

MODULE_FACTS = {
    "in": ("in_features", "in_channels"), "out": ("out_features", "out_channels"), "kernel": ("kernel_size",),
    "stride": ("stride",), "padding": ("padding",), "dilation": ("dilation",), "groups": ("groups",),
    "features": ("num_features",), "shape": ("normalized_shape",), "embeddings": ("num_embeddings",),
    "width": ("embedding_dim", "embed_dim"), "heads": ("num_heads",), "p": ("p",), "eps": ("eps",),
    "slope": ("negative_slope",), "inplace": ("inplace",), "affine": ("elementwise_affine", "affine")}


def simple(value):
    """A setting as JSON can have it, or None."""
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return number(value)
    if isinstance(value, (tuple, list)) and len(value) <= 8 and all(isinstance(v, (bool, int, float)) for v in value):
        return [simple(v) for v in value]
    return None


def module_facts(module):
    facts = {}
    for fact, attributes in MODULE_FACTS.items():
        for attribute in attributes:
            value = simple(getattr(module, attribute, None))
            if value is not None:
                facts[fact] = value
                break
    if getattr(module, "bias", None) is not None:
        facts["bias"] = True
    return facts


def shard_of(parameter):
    """(shape here, offset in the whole, placement): all there is, unless it is a DTensor."""
    shape = list(parameter.shape)
    placements = getattr(parameter, "placements", None)
    if placements is None:
        return shape, [0] * len(shape), "replicate"
    here = list(plain(parameter).shape)
    offset = [0] * len(shape)
    name = ",".join(type(p).__name__.lower().lstrip("_") + ("(%d)" % p.dim if hasattr(p, "dim") else "") for p in placements)
    try:
        from torch.distributed.tensor._utils import compute_local_shape_and_global_offset
        offset = list(compute_local_shape_and_global_offset(parameter.shape, parameter.device_mesh, placements)[1])
    except ImportError:                           # the rule of an even FSDP2 shard
        if len(placements) == 1 and getattr(placements[0], "dim", None) == 0:
            mesh = parameter.device_mesh
            offset[0] = min(shape[0], mesh.get_local_rank() * -(-shape[0] // mesh.size()))
    return here, [int(n) for n in offset], name


class Subject:
    """What is watched: root modules without their wrappers, modules and parameters in the order of which the hub is told."""

    def __init__(self, models, optimizers):
        self.roots, self.wrapper, self.compiled = [], "none", False
        for model in models:
            while True:
                if type(model).__name__ == "DistributedDataParallel":
                    model, self.wrapper = model.module, "ddp"
                elif type(model).__name__ == "DataParallel":
                    model = model.module
                elif hasattr(model, "_orig_mod"):
                    model, self.compiled = model._orig_mod, True
                else:
                    break
            self.roots.append(model)
        self.optimizers = optimizers
        self.modules, self.parameters, self.tied = [], [], []
        self.parents, self.owners = [], []
        self._list_modules()
        self._list_parameters()
        self.count = [len(self.modules), len(self.parameters)]
        self._keep(MAX_LISTED)
        if any(hasattr(p, "placements") for p in self.tensors):
            self.wrapper = "fsdp2"

    def _keep(self, most):
        """No more than so many modules, and parameters: of what the hub is not told, no probe tells it anything."""
        del self.modules[most:], self.parents[most:], self.parameters[most:], self.owners[most:]
        self.owners = [owner if owner < most else -1 for owner in self.owners]
        self.tied = [pair for pair in self.tied if pair[1] < most]
        self.tensors = [parameter for _, parameter in self.parameters]
        self.index = {name: i for i, (name, _) in enumerate(self.parameters)}

    def _list_modules(self):
        seen = {}
        for number_of_root, root in enumerate(self.roots):
            prefix = "%d" % number_of_root if len(self.roots) > 1 else ""
            for name, module in root.named_modules(prefix=prefix):
                self.compiled = self.compiled or getattr(module, "_compiled_call_impl", None) is not None
                if module is root and not prefix and next(root.children(), None) is not None:
                    continue                      # one root with children goes without saying
                seen[name] = len(self.modules)
                self.modules.append((name, module))
                self.parents.append(seen.get(name.rpartition(".")[0], -1) if name else -1)

    def _list_parameters(self):
        place = {id(module): i for i, (_, module) in enumerate(self.modules)}
        first = {}
        for number_of_root, root in enumerate(self.roots):
            prefix = "%d." % number_of_root if len(self.roots) > 1 else ""
            for path, module in root.named_modules(remove_duplicate=False):
                for name, parameter in module._parameters.items():
                    if parameter is None:
                        continue
                    if id(parameter) in first:
                        self.tied.append([first[id(parameter)], len(self.parameters)])
                    first.setdefault(id(parameter), len(self.parameters))
                    self.parameters.append((prefix + (path + "." if path else "") + name, parameter))
                    self.owners.append(place.get(id(module), -1))
        if not self.roots:                        # no module found: what the optimizers have
            for i, optimizer in enumerate(self.optimizers):
                for j, parameter in enumerate(p for group in optimizer.param_groups for p in group["params"]):
                    self.parameters.append(("%d.%d" % (i, j), parameter))
                    self.owners.append(-1)

    def message(self):
        while True:
            header = self._message()
            if len(json.dumps(header)) < MAX_HEADER:
                return header
            self._keep(max(len(self.modules), len(self.parameters)) // 2)     # their names are long

    def _message(self):
        modules = [[name, type(module).__name__, parent, module_facts(module)]
                   for (name, module), parent in zip(self.modules, self.parents)]
        parameters = [[name, owner, list(p.shape), DTYPES.get(p.dtype, str(p.dtype)), *shard_of(p)]
                      for (name, p), owner in zip(self.parameters, self.owners)]
        header = {"t": "model", "modules": modules, "parameters": parameters, "tied": self.tied,
                  "optimizers": [self._optimizer(o) for o in self.optimizers], "wrapper": self.wrapper, "compiled": self.compiled}
        omitted = [self.count[0] - len(modules), self.count[1] - len(parameters)]
        return dict(header, omitted=omitted) if any(omitted) else header

    def _optimizer(self, optimizer):
        index = {id(p): i for i, p in reversed(list(enumerate(self.tensors)))}
        groups = []
        for group in optimizer.param_groups[:64]:
            settings = {k: simple(v) for k, v in group.items() if k != "params" and simple(v) is not None}
            groups.append(dict(settings, parameters=[index[id(p)] for p in group["params"] if id(p) in index]))
        return {"type": type(optimizer).__name__, "parameters": sum(len(group["params"]) for group in optimizer.param_groups),
                "groups": groups}

    def gradients(self):
        """(gradient or None) of each parameter: the part that lives here."""
        return [None if p.grad is None else plain(p.grad) for p in self.tensors]

    def values(self):
        return [plain(p) for p in self.tensors]


def find_models(optimizer):
    """The modules that an optimizer trains, by looking at all there are: outermost ones that hold its parameters."""
    import gc
    wanted = {id(p) for group in optimizer.param_groups for p in group["params"]}
    holders = []
    for thing in gc.get_objects():
        if issubclass(type(thing), torch.nn.Module):      # isinstance would ask the thing, and some warn when asked
            try:
                if any(id(p) in wanted for p in thing.parameters()):
                    holders.append(thing)
            except Exception:                     # half made, or of a strange kind
                pass
    inner = {id(m) for holder in holders for m in holder.modules() if m is not holder}
    outer = [holder for holder in holders if id(holder) not in inner]
    whole = [holder for holder in outer if wanted <= {id(p) for p in holder.parameters()}]
    return whole[:1] or outer


# ---- what is kept between the training thread and the link ---------------------------------------------------------------------

class Appointment:
    """A hub's wish that all ranks stop before the same update. Without its `commit` nobody stops."""

    def __init__(self, identity, step):
        self.identity, self.step = identity, step
        self.committed, self.over, self.why = False, False, ""


class Reading:
    """A standing wish of the hub's: a probe, every so many updates, as far as the budget goes."""

    def __init__(self, request, generation, step, aligned):
        self.probe, self.request, self.generation = request["probe"], request, generation
        self.every = max(1, int(request.get("every", 1)))
        self.next = -(-step // self.every) * self.every if aligned else step
        self.expected = 0.0                       # seconds, once it has been tried
        self.served = 0                           # the update at which it was last read
        self.turn = 0                             # of a probe that cannot do all at once: where it goes on

    def schedule(self, step, gap, aligned):
        """The next step. With other ranks, on a grid that is the same for all of them: only readings of one step compare."""
        stride = self.every
        while stride < gap:
            stride = stride * 2 if aligned else gap
        self.next = (step // stride + 1) * stride if aligned else step + stride


class Budget:
    """The governor: credit for observing grows with time, and whatever observes pays what it took. One writer per number:
    the training thread; the io thread's processor time is read from its own count."""

    def __init__(self, share):
        self.share = share
        self.credit, self.spent = 0.0, 0.0
        self.refilled, self.io_seconds = time.monotonic(), 0.0

    def refill(self, now, io_seconds, largest):
        io, self.io_seconds = io_seconds - self.io_seconds, io_seconds
        grown = 0.85 * self.share * (now - self.refilled)          # the rest for what no clock of ours sees
        self.credit = min(self.credit + grown - io, max(self.share / 4, 2 * largest))
        self.refilled = now

    def pay(self, seconds):
        self.credit -= seconds
        self.spent += seconds

    def pay_asked(self, seconds):
        """What somebody asked for by hand is not refused; nor does it silence the readings for long."""
        self.credit = max(self.credit - seconds, min(self.credit, -2 * self.share))
        self.spent += seconds


# ---- the run: the training thread ----------------------------------------------------------------------------------------------

class Run:
    """What `watch` returns. Its methods may be called at any time and raise nothing."""

    def __init__(self, budget, control, sample, max_hold, keep_batch):
        self.control, self.sample, self.max_hold, self.keep_batch = control, sample, max_hold, keep_batch
        self.updates = 0                          # begun; the first is 1
        self._alarm = 1                           # the update at which there is more to do than to count
        self._condition = threading.Condition()   # guards the wishes of the hub; a held run waits on it
        self._budget, self._own_share = Budget(budget), budget
        self._clock = time.thread_time            # what is paid is work: on a busy machine a wait for a processor is nobody's
        self._dead, self._asleep, self._held = False, True, False
        self._failures = 0
        self._hooks, self._hooked = [], False     # those that stay; whether one of them is of all optimizers

        # What is watched.
        self._models, self._searched = None, False
        self._lead, self._optimizers, self._chosen = None, [], False
        self._stalled_at, self._stalled = 0, 0
        self._subject, self._model_frame = None, None

        # Wishes of the hub: set by the io thread, under the condition.
        self._appointment = None
        self._asked, self._generation, self._readings = False, 0, []
        self._observe, self._observe_soon = {}, None      # update to request; a request for when the budget allows
        self._jobs = collections.deque()

        # Of the update that runs: the training thread's own.
        self._recorder, self._own_gradients, self._kept = None, None, None
        self._after, self._after_handle = [], None        # work for when the update is done
        self._in_flight = []                      # (transfer, kind, header): on their way from a GPU
        self._settled = 0.0                       # seconds of this `_work` that are paid, or were a hold
        self._record_cost, self._overhead = 0.0, 0.0     # seconds, as measured: a recorded step, and one call of `_work`
        self._closure = False
        self._norm_before = None
        self._micro = 1
        self._times = {}
        self._said = set()                        # events that are said once

        # Between `loss`, `note`, `target`, `step` and what reads them.
        self._losses, self._loss_transfer, self._loss = [], None, None
        self._loss_stride, self._loss_wanted = 1, False
        self._notes = collections.deque(maxlen=64)
        self._target, self._classes = None, None

        # The io thread's own.
        self._counted, self._counted_at, self._seconds = 0, None, 0.0
        self._cost, self._cost_at, self._cost_spent = 0.0, time.monotonic(), 0.0
        self._worked_at = time.monotonic()

        self._jax, self._world = None, 1
        self._link = Link(self)

    # For the user.

    def loss(self, value):
        """The loss of this update: a scalar tensor, left where it is, or a number. About a hundred a second are taken."""
        if self._asleep or self.updates % self._loss_stride:
            return
        try:
            self._take_loss(value)
        except Exception as error:
            self._failed(error, "loss")

    def grad_norm(self, value):
        """What `clip_grad_norm_` returned: the norm before clipping."""
        if not self._asleep:
            self._norm_before = value.detach() if hasattr(value, "detach") else value

    def note(self, name, value):
        """A number of the user's own, such as an accuracy on held-out data. On a GPU it is waited for: note what is rare."""
        if self._asleep:
            return
        try:
            self._notes.append([str(name)[:80], self.updates, number(value)])
        except Exception as error:
            self._failed(error, "note")

    def target(self, values, classes=None):
        """The targets of the batch, and their names: optional, for panes that compare an output with them."""
        try:
            if classes is not None:
                self._classes = [str(name)[:40] for name in list(classes)[:1000]]
            if self._recorder is not None:
                self._target = values
        except Exception as error:
            self._failed(error, "target")

    @contextlib.contextmanager
    def step(self, batch=None):
        """`with run.step(batch):` around an update: optional, says where its work begins, and how many samples its batch has."""
        recorder = self._recorder
        if recorder is not None:
            recorder.guard(recorder.begin)(batch)
        yield

    def detach(self):
        """Takes all hooks off and ends the link. This process is not watched again."""
        self._release("detach")
        self._link.post("kept", encode({"t": "bye", "why": "detached"}))
        self._link.flush(0.2)
        self._quit()
        self._drop_step_hooks()
        for handle in self._hooks:
            handle.remove()
        self._hooks, self._hooked = [], False

    # For programs in JAX: see `jax` below.

    @property
    def observe(self):
        """Whether the next step should be the variant that observes itself."""
        try:
            self._jax = self._jax or JaxSide(self)
            return not self._asleep and self._jax.wanted()
        except Exception as error:
            self._failed(error, "observe")
            return False

    def tick(self, loss=None, observed=None):
        """Between two steps: counts one, hands over what was observed, and is where a run is held."""
        try:
            self._jax = self._jax or JaxSide(self)
            self._jax.take(loss, observed)
        except Exception as error:
            self._failed(error, "tick", fatal=True)
        step = self.updates = self.updates + 1
        if step >= self._alarm:
            self._wake(step)

    # The hook of the optimizer: all that is left in training when nobody watches.

    def _before_update(self, optimizer, args, kwargs):
        if backward_pass() != -1:                 # an optimizer inside of it: no place to count or wait
            return
        if optimizer is not self._lead and not self._becomes_lead(optimizer):
            return
        step = self.updates = self.updates + 1
        if step >= self._alarm:
            self._closure = len(args) > 1 or kwargs.get("closure") is not None
            self._wake(step)

    def _becomes_lead(self, optimizer):
        """Not told an optimizer: of those seen in the first updates the one that trains most counts and holds; later another
        only if that one has been left."""
        if self._chosen or self._dead:
            return False
        try:
            return self._elect(optimizer)
        except Exception as error:
            self._failed(error, "optimizer", fatal=True)
            return False

    def _elect(self, optimizer):
        known = any(optimizer is other for other in self._optimizers)
        if self.updates == self._stalled_at:
            self._stalled += 1
        else:
            self._stalled_at, self._stalled = self.updates, 1
        if self._stalled < 100 and (known or self.updates >= 10 or len(self._optimizers) >= 64):
            return False
        if not known:
            self._optimizers = self._optimizers + [optimizer]
            self._subject = None
        if self._lead is None or self._stalled >= 100 or trained_by(optimizer) > trained_by(self._lead):
            self._drop_step_hooks()
            self._lead, self._searched, self._subject, self._stalled = optimizer, False, None, 0
            self._alarm = self.updates + 1
        return optimizer is self._lead

    def _wake(self, step):
        try:
            self._work(step)
        except Exception as error:                # fail open; an interrupt by the user goes through
            self._failed(error, "update", fatal=True)

    def _work(self, step):
        """Whatever is due before update `step`."""
        if self._dead:
            self._alarm = NEVER
            return
        if torch is not None and torch.cuda.is_initialized() and torch.cuda.is_current_stream_capturing():
            return                                # what we did now would be done again by every replay of the graph
        begun, self._settled = self._clock(), 0.0
        self._worked_at = time.monotonic()
        if self._after_handle is not None:
            self._after_handle.remove()
            self._after_handle = None
        self._after = []
        self._budget.refill(self._worked_at, self._link.cpu_seconds, self._largest_expected())
        if self._jax is None:
            if self._subject is None or self._model_frame is None:
                self._describe()
            self._deliver()
            if not self._closure:
                self._close_step(step)
            if not self._asleep:
                self._read_probes(step)
        if not self._asleep:
            self._answer_jobs()
            self._keep_appointment(step)
            if self._jax is None:
                self._open_step(step if self._closure else step + 1)
        if self._kept is not None and self._kept.step <= step:
            self._kept = None
        self._norm_before = None
        if self._after:
            self._after_handle = self._lead.register_step_post_hook(self._after_update)
        with self._condition:
            self._set_alarm()
        spent = self._clock() - begun - self._settled
        self._overhead += (spent - self._overhead) * 0.1
        self._budget.pay(spent)
        if torch is not None and torch.cuda.is_initialized():     # to wait for a GPU takes time and no processor's
            self._clock = time.perf_counter

    def _after_update(self, optimizer, args, kwargs):
        """The optimizer's hook after an update, there only when something waits for it."""
        work, self._after = self._after, []
        for reading, function in work:
            begun = self._clock()
            try:
                with torch.no_grad():
                    function()
            except Exception as error:
                self._failed(error, "after the update")
            seconds = self._clock() - begun
            self._budget.pay(seconds)
            if reading is not None:
                reading.expected += seconds / 2

    def _describe(self):
        """What is watched, and what the hub is told of it. Looking for the model takes a third of a second: only once somebody
        watches, and once. The budget is for what comes again."""
        begun = self._clock()
        if self._models is None and not self._searched and self._lead is not None and not self._asleep:
            self._models, self._searched = find_models(self._lead) or None, True
        self._subject = Subject(self._models or [], self._optimizers)
        frame = encode(self._subject.message())
        if frame != self._model_frame:
            self._model_frame = frame
            self._link.post("model", frame)
        if self._models is None and not self._searched:
            self._model_frame = None              # to be looked for when a hub comes
        self._settled += self._clock() - begun

    # Readings: standing probes, as far as the budget goes.

    def _largest_expected(self):
        return max([reading.expected for reading in self._readings] + [self._record_cost])

    def _gap(self):
        """How many updates apart all readings together cost no more than the budget. Some of it is left to the link."""
        allowed = 0.7 * self._budget.share * self._seconds
        return math.ceil(sum(reading.expected for reading in self._readings) / allowed) if allowed > 0 else 1

    def _aligned(self):
        return self._world > 1                    # readings of several ranks compare if they are of one update

    def _read_probes(self, step):
        due = [reading for reading in self._readings if reading.next <= step]
        if not due:
            return
        gap, aligned = self._gap(), self._aligned()
        short = None                              # of credit for this one: others wait behind it, or it would wait for ever
        for reading in sorted(due, key=lambda reading: reading.served):
            if short is None and (self._budget.share <= 0 or self._budget.credit < reading.expected):
                short = reading
            reading.schedule(step, gap, aligned)
            if short is None:
                reading.served = step
                self._read(reading, step)
            elif not aligned:
                reading.next = step + self._updates_until(short.expected)

    def _read(self, reading, step):
        begun = self._clock()
        try:
            probe = PROBES.get(reading.probe)
            if probe is None:
                raise ValueError("no such probe")
            with torch.no_grad():
                probe(self, reading, step)
        except Exception as error:                # a probe that fails is left out; two, and we stop
            with self._condition:
                self._readings = [other for other in self._readings if other is not reading]
            self._failed(error, "probe %.40s" % reading.probe)
        self._paid(reading, self._clock() - begun)

    def _paid(self, reading, seconds):
        reading.expected = (reading.expected + seconds) / 2 if reading.expected else seconds
        self._budget.pay(seconds)
        self._settled += seconds

    def _updates_until(self, expected):
        """Updates until the budget affords what is expected to cost so much; at most a second of them, for they may slow down."""
        rate = self._budget.share * self._seconds
        if rate <= 0:
            return 1
        missing = expected + 2 * self._overhead - self._budget.credit
        return max(1, math.ceil(min(missing / rate, 1 / self._seconds)))

    def _frame(self, reading, step, header, tensors=None):
        header = dict({"t": "frame", "gen": reading.generation, "step": step, "probe": reading.probe}, **header)
        self._send("frame " + reading.probe, header, tensors, urgent=False)

    def _send(self, kind, header, tensors=None, urgent=True):
        """To the hub, now or when the tensors have come from their GPU."""
        transfer = Transfer(tensors or {})
        if transfer.done():
            self._link.post(kind, encode(header, transfer.tensors), urgent)
        else:
            self._in_flight.append((transfer, kind, header))

    def _deliver(self, wait=False):
        waiting, self._in_flight = self._in_flight, []
        for transfer, kind, header in waiting:
            if wait:
                transfer.wait()
            if transfer.done():
                self._link.post(kind, encode(header, transfer.tensors))
            else:
                self._in_flight.append((transfer, kind, header))

    def gradient_state(self):
        """What the gradients are at this moment: their sum may be scaled, or there may be none yet."""
        if self._closure:
            return {"grad": "none", "closure": True}
        scale = getattr(self._lead, "grad_scale", None)   # set by a GradScaler on a fused optimizer, for this call
        if scale is not None:
            state = {"grad": "scaled", "scale": number(scale)}
            found = getattr(self._lead, "found_inf", None)
            if found is not None and float(found) != 0:
                state["skipped"] = True
            return state
        if self._norm_before is not None:
            return {"grad": "clipped?", "norm_before": number(self._norm_before)}
        return {"grad": "final"}

    # Recorded steps.

    def _open_step(self, step):
        """Puts hooks in for the update `step`: those before it, and the forward and backward pass that lead to it."""
        with self._condition:
            request = self._asked_to_observe(step)
            soon, appointment = self._observe_soon, self._appointment
            if request is None and soon is not None and self._budget.credit >= self._record_cost:
                request, self._observe_soon = soon, None
        if (self.keep_batch or appointment is not None and appointment.step == step) and not self._closure:
            self._kept = self._put_in(lambda: Kept(self, step))
        if request is not None and self._subject.roots:
            self._recorder = self._put_in(lambda: Recorder(self, request, step))
            if self._closure:
                self._after.append((None, lambda: self._close_step(step)))
        elif request is not None:
            self._send("record", {"t": "record", "id": request.get("id"), "step": step, "micro": 0, "states": [], "batch": [],
                                  "why": "the model was not found"})

    def _asked_to_observe(self, step):
        """The request for this update; one for an update before, too, that went by while the io thread took it down."""
        at = min(self._observe, default=NEVER)
        return self._observe.pop(at) if at <= step else None

    def _put_in(self, make):
        begun, hooks = self._clock(), None
        try:
            hooks = make()
            hooks.open()
        except Exception as error:                # a request that makes no sense, a module that takes no hooks
            if hooks is not None:
                hooks.remove()
            self._failed(error, "hooks")
        seconds = self._clock() - begun
        self._settled += seconds                  # paid with what the hooks cost
        if hooks is not None:
            hooks.seconds += seconds
        return hooks

    def _close_step(self, step):
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            begun = self._clock()
            recorder.close(step)
            seconds = recorder.seconds + self._clock() - begun
            self._record_cost = self._record_cost * 0.5 + seconds * 0.5 if self._record_cost else seconds
            self._budget.pay(seconds) if recorder.governed else self._budget.pay_asked(seconds)
            self._settled += self._clock() - begun
            self._target = None
        if self._own_gradients is not None:
            own, self._own_gradients = self._own_gradients, None
            begun = self._clock()
            own.close()
            self._paid(own.reading, own.seconds + self._clock() - begun)
        if self._kept is not None:
            self._kept.remove()                   # its hooks; what it keeps is for a hold, and goes with the update
            self._budget.pay_asked(self._kept.seconds)

    def _drop_step_hooks(self):
        for hooks in (self._recorder, self._own_gradients, self._kept):
            if hooks is not None:
                hooks.remove()
        self._recorder = self._own_gradients = self._kept = None

    # Questions.

    def _answer_jobs(self):
        while True:
            with self._condition:                 # a link that ends takes them away
                request = self._jobs.popleft() if self._jobs else None
            if request is None:
                return
            begun = self._clock()
            header = {"t": "answer", "seq": request.get("seq"), "step": self.updates, "held": self._held}
            try:
                question = QUESTIONS.get(request.get("what"))
                if question is None or self._subject is None:
                    raise Refused("no such question")
                found, tensors = question(self, request)
                self._send("answer", dict(header, **found), tensors)
            except Exception as error:
                text = str(error) if isinstance(error, Refused) else repr(error)
                self._send("answer", dict(header, error=text[:300]))
            if self._held:
                self._deliver(wait=True)
            else:
                seconds = self._clock() - begun
                self._budget.pay_asked(seconds)
                self._settled += seconds

    # Appointments and holds.

    def _keep_appointment(self, step):
        with self._condition:
            appointment = self._appointment
            if appointment is None or step < appointment.step:
                return
            kept = appointment.committed and step == appointment.step
            if kept:
                self._held = True                 # in the same critical section as the test: a later `arm` finds us held
            else:
                self._appointment = None
        if kept:
            self._hold(appointment, step)
        else:
            self._send("kept", {"t": "missed", "id": appointment.identity, "step": step})

    def _hold(self, appointment, step):
        """Waits. Whatever ends the wait, the run goes on with the update that it stood before."""
        begun = time.monotonic()
        waited = self._clock()
        self._deliver(wait=True)
        why = "failed"
        try:
            held = {"where": "between-updates"} if self._jax else dict(self.gradient_state(), where="before-update")
            self._send("kept", dict({"t": "held", "id": appointment.identity, "step": step}, **held))
            while not appointment.over:
                self._answer_jobs()
                with self._condition:
                    if not appointment.over and not self._jobs:
                        self._condition.wait(0.1)
                now = time.monotonic()
                if now - begun > self.max_hold:
                    self._release("too long")
                elif not self._link.is_alive() or now - self._link.heard > self._link.silence + 2:
                    self._release("silent")       # the io thread itself may hang
            why = appointment.why
        except KeyboardInterrupt:
            why = "interrupted"
            raise
        finally:
            with self._condition:
                self._held = False
                self._counted_at = None           # the time of the hold is no step's
                if self._appointment is appointment:
                    self._appointment = None
            self._settled += self._clock() - waited
            self._send("kept", {"t": "running", "id": appointment.identity, "step": step, "why": why})

    # Losses.

    def _take_loss(self, value):
        """Keeps it; when a tick is to tell of it, reduces what is there to least, mean and largest. Waits for no GPU."""
        if len(self._losses) < 256:
            self._losses.append(value.detach().clone() if hasattr(value, "detach") else float(value))
        if not self._loss_wanted:
            return
        if self._loss_transfer is None:
            losses, self._losses = self._losses, []
            device = next((loss.device for loss in losses if hasattr(loss, "device")), None)
            stacked = torch.stack([torch.as_tensor(loss, device=device).reshape(()).float() for loss in losses])
            self._loss_transfer = Transfer({"loss": torch.stack([stacked.min(), stacked.mean(), stacked.max()])})
        if self._loss_transfer.done():
            self._loss = [number(v) for v in self._loss_transfer.tensors["loss"].tolist()]
            self._loss_transfer, self._loss_wanted = None, False

    # The end.

    def _failed(self, error, where, fatal=False):
        """An exception of ours: said once, and never the user's trouble."""
        self._failures += 1
        text = "%s: %r" % (where, error)
        self._event("failed", text)
        if (fatal or self._failures > 1) and not self._dead:
            self._dead = True
            self._alarm = NEVER
            self._asleep = True
            self._release("failed")
            self._drop_step_hooks()
            print("backstep: switched off after %.200s; training goes on" % text, file=sys.stderr)

    def _event(self, what, text):
        self._link.post("kept", encode({"t": "event", "what": what, "step": self.updates, "text": text[:300]}))

    def _event_once(self, what, text):
        if what not in self._said:
            self._said.add(what)
            self._event(what, text)

    def _tell_of_exceptions(self):
        """If the program ends by an exception, the hub hears of it; all else happens as it would."""
        previous = sys.excepthook

        def tell(kind, error, trace):
            try:
                self._event("oom" if "OutOfMemory" in kind.__name__ else "exception", "%s: %s" % (kind.__name__, error))
            except Exception:
                pass
            previous(kind, error, trace)
        sys.excepthook = tell

    def _quit(self):
        self._dead, self._asleep, self._alarm = True, True, NEVER
        self._link.stopped = True
        self._link.wake()

    def _finish(self):
        """At the exit of the process."""
        self._release("detach")
        self._link.post("kept", encode({"t": "bye", "why": "exit"}))
        self._link.flush(0.2)
        self._quit()

    def _in_child(self):
        """After a fork, in the child: the io thread is not there, and may have held a lock when it was copied."""
        self._condition, self._link.lock = threading.Condition(), threading.Lock()
        self._dead, self._asleep, self._alarm = True, True, NEVER
        self._link.up = False
        self._link.close_in_child()

    # From the io thread. Everything below sets flags and reads numbers; no tensor is touched.

    def _hello(self, nonce):
        versions = {"python": sys.version.split()[0], "backstep": __version__}
        if torch is not None:
            versions["torch"] = torch.__version__
        caps = ["record", "get", "replay", "nudge", "stacks"] + ([] if self.control == "look" else ["hold"])
        if set_stance is not None:
            caps.append("eager")
        if self.control == "edit":
            caps.append("set")
        who = identity()
        self._world = who["world"]
        return dict({"t": "hello", "proto": PROTOCOL, "role": "rank"}, **who, versions=versions, caps=caps,
                    control=self.control, step=self.updates, nonce=nonce)

    def _linked(self):
        with self._condition:
            if self._dead:
                return
            self._asleep = False
            self._alarm = self.updates + 1
        if self._model_frame is not None:
            self._link.out += self._model_frame

    def _unlinked(self):
        self._release("link lost")
        with self._condition:
            self._asleep, self._asked, self._readings = True, False, []
            self._observe, self._observe_soon = {}, None
            self._jobs.clear()
            self._set_alarm()

    def _received(self, message):
        """Takes one message. False: not known."""
        what = message["t"]
        if what == "ping":
            self._link.say({"t": "pong", "seq": message.get("seq"), "step": self.updates, "held": self._held})
        elif what == "arm":
            self._arm(int(message["id"]), int(message["step"]))
        elif what == "commit":
            with self._condition:
                if self._appointment is not None and self._appointment.identity == message["id"]:
                    self._appointment.committed = True
        elif what in ("disarm", "go"):
            self._go(what, message)
        elif what == "ask":
            self._ask(message)
        elif what == "observe":
            with self._condition:
                at = int(message.get("step", 0))
                if at > 0:
                    self._observe[max(at, self.updates + 2)] = message
                else:
                    self._observe_soon = message
                self._set_alarm()
        elif what == "get" and message.get("what") == "stacks":
            self._link.say(stacks(message.get("seq"), self.updates))      # at once: it is asked of runs that are stuck
        elif what in ("get", "set"):
            with self._condition:
                if len(self._jobs) < 256:
                    self._jobs.append(dict(message, what="set") if what == "set" else message)
                self._set_alarm()
                self._condition.notify_all()
        elif what == "detach":
            self._release("detach")
            self._quit()
        else:
            return False
        return True

    def _arm(self, identity, step):
        with self._condition:
            reply = "late"
            if self.control != "look" and not self._held and not self._dead and self.updates + 1 < step:
                self._appointment = Appointment(identity, step)     # the update now running may be the one before
                reply = "armed"
            self._set_alarm()
            self._link.say({"t": reply, "id": identity, "step": self.updates})

    def _go(self, what, message):
        """The release, and in the same message the next appointment: nobody can be late for it, for all are held."""
        following = message.get("next")
        with self._condition:
            held = self._held
            self._release(what, message["id"])
            if following and held and self.control != "look" and self._appointment is None:
                self._appointment = Appointment(int(following["id"]), int(following["step"]))
                self._appointment.committed = True
                self._set_alarm()

    def _ask(self, message):
        with self._condition:
            share = float(message.get("budget", self._own_share))
            if not 0 <= share <= 1 or self.control == "look":
                share = min(max(share, 0.0), self._own_share)
            self._budget.share = share
            self._generation = message.get("gen", 0)
            probes = message.get("probes") or []
            self._readings = [Reading(probe, self._generation, self.updates + 1, self._aligned()) for probe in probes[:32]]
            self._asked = bool(self._readings)
            self._set_alarm()

    def _release(self, why, identity=None):
        with self._condition:
            appointment = self._appointment
            if appointment is None or (identity is not None and appointment.identity != identity):
                return
            appointment.over, appointment.why, self._appointment = True, why, None
            self._set_alarm()
            self._condition.notify_all()

    def _set_alarm(self):
        """The one number that the hook compares with: the least of all wishes. Under the condition."""
        if self._dead:
            self._alarm = NEVER
            return
        following = self.updates + 1
        lead_in = 0 if self._closure else 1       # hooks for an update go in at the one before
        wishes = [at - lead_in for at in self._observe]
        if self._recorder or self._own_gradients or self._kept or self._jobs or self._in_flight or self._after:
            wishes.append(following)
        if self._observe_soon is not None:
            wishes.append(self.updates + self._updates_until(self._record_cost))
        if self._appointment is not None:
            wishes.append(self._appointment.step - (lead_in if self._appointment.step > following else 0))
        wishes += [reading.next for reading in self._readings]
        if not self._asleep and self._model_frame is None:
            wishes.append(following)
        self._alarm = max(following, min(wishes)) if wishes else NEVER

    def _tick(self, now):
        """What a hub is told several times a second, or None."""
        count = self.updates - self._counted
        if self._held or self._counted_at is None:
            self._counted, self._counted_at = self.updates, now
            return None                           # a hold says nothing of the time of a step
        if count == 0:
            if now - self._counted_at > max(30.0, 20 * self._seconds):
                self._event_once("silent", "no update for %d s" % (now - self._counted_at))
            return None
        seconds = (now - self._counted_at) / count
        self._said.discard("silent")
        self._seconds += (seconds - self._seconds) * (0.2 if self._seconds else 1.0)
        self._counted, self._counted_at = self.updates, now
        self._loss_stride = max(1, round(0.01 / self._seconds))
        if now - self._cost_at >= 1.0:
            spent = self._budget.spent + self._link.cpu_seconds
            share = (spent - self._cost_spent) / (now - self._cost_at)
            self._cost += (share - self._cost) * 0.3
            self._cost_at, self._cost_spent = now, spent
        tick = {"t": "tick", "step": self.updates, "n": count, "s_step": self._seconds, "cost": round(self._cost, 5),
                "micro": self._micro}
        rates = learning_rates(self._lead)
        if rates:
            tick["lr"] = rates
        if self._loss is not None:
            tick["loss"], self._loss = self._loss, None
            for word in tick["loss"]:
                if isinstance(word, str):         # a number has none
                    self._event_once("nan" if word == "nan" else "inf", "the loss is %s" % word)
        self._loss_wanted = True
        notes = []
        while self._notes:
            notes.append(self._notes.popleft())
        if notes:
            tick["notes"] = notes
        return tick


def trained_by(optimizer):
    return sum(parameter.numel() for group in optimizer.param_groups for parameter in group["params"])


def learning_rates(optimizer):
    if optimizer is None:
        return []
    rates = [group.get("lr") for group in list(optimizer.param_groups)[:64]]
    return [number(rate) for rate in rates if isinstance(rate, (int, float))]    # a tensor may live on a GPU: not from here


def identity():
    """Who this process is among those of its job. Local questions only."""
    environment = os.environ
    rank, world = int(environment.get("RANK", 0)), int(environment.get("WORLD_SIZE", 1))
    distributed = sys.modules.get("torch.distributed")
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        rank, world = distributed.get_rank(), distributed.get_world_size()
    node = socket.gethostname()
    name = "%s:%d" % (node, os.getpid())
    if world > 1:
        master = "%s:%s" % (environment.get("MASTER_ADDR", node), environment.get("MASTER_PORT", os.getppid()))
        name = "%s@%s" % (environment.get("TORCHELASTIC_RUN_ID", "none")[:39], master[-40:])
    program = os.path.basename(sys.argv[0] if sys.argv else "")[:80]
    return {"run": name[:80], "program": program, "rank": rank, "world": world, "node": node,
            "pid": os.getpid(), "restart": int(environment.get("TORCHELASTIC_RESTART_COUNT", 0)),
            "local_rank": int(environment.get("LOCAL_RANK", rank))}


def stacks(seq, step):
    """Where each thread stands."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    threads = []
    for ident, frame in list(sys._current_frames().items())[:64]:
        lines = []
        while frame is not None:
            lines.append([frame.f_code.co_filename[-120:], frame.f_lineno, frame.f_code.co_name[:80]])
            frame = frame.f_back
        while lines and len(json.dumps(lines)) > 4096:
            lines.pop()
        threads.append([names.get(ident, str(ident)), lines])
    return {"t": "stacks", "seq": seq, "step": step, "threads": threads}


class Refused(Exception):
    """An answer that is no number: why it cannot be had."""


# ---- recorded steps ------------------------------------------------------------------------------------------------------------

FORWARD, DELTA = 0, 1                             # kinds of states: an output, and the gradient of the loss with respect to it


class StepHooks:
    """Hooks that live for one update. An exception in one takes them all off."""

    def __init__(self, run, step):
        self.run, self.step, self.subject = run, step, run._subject
        self.handles, self.active, self.seconds = [], True, 0.0

    def guard(self, function):
        """What PyTorch calls: times itself, returns None, and lets no exception of ours into training."""
        def guarded(*arguments):
            if not self.active:
                return None
            begun = self.run._clock()
            try:
                with torch.no_grad():
                    function(*arguments)
            except Exception as error:
                self.remove()
                self.run._failed(error, type(self).__name__.lower())
            self.seconds += self.run._clock() - begun + HOOK_SECONDS
            return None
        return guarded

    def on_gradient(self, tensor, function):
        """Calls it with the gradient that comes to the tensor. The hook goes with the graph; a leaf (a parameter) has none."""
        handle = tensor.register_hook(self.guard(function))
        if tensor.is_leaf:
            self.handles.append(handle)

    def remove(self):
        self.active = False
        handles, self.handles = self.handles, []
        for handle in handles:
            handle.remove()


class Recorder(StepHooks):
    """One recorded step: what its modules gave, and the gradients that came back to there. Every value is reduced in the hook
    itself: a module that works in place would change what was kept."""

    def __init__(self, run, request, step):
        super().__init__(run, step)
        self.request = request
        self.governed = not request.get("step")
        self.wants = {}
        for want in request.get("want") or ["norm"]:
            options = want if isinstance(want, dict) else dict(request, probe=want)
            if options.get("probe") in RECORD_PROBES:
                self.wants[options["probe"]] = options
        self.parts = [RECORD_PROBES[name](self, self.wants[name]) for name in RECORD_PROBES if name in self.wants]
        self.states, self.batch, self.micro, self.omitted = [], [], 0, 0
        self.rows = None                          # of the batch: the samples in it
        self.stance = None
        self.clock = {"begin": time.perf_counter()}

    def open(self):
        if self.request.get("eager") and set_stance is not None:
            self.stance = set_stance("force_eager")       # compiled code calls no hooks, and says nothing
        for index, (_, module) in enumerate(self.subject.modules):
            self.handles.append(module.register_forward_hook(self.guard(functools.partial(self.forward, index))))
        for root in self.subject.roots:
            self.handles.append(root.register_forward_pre_hook(self.guard(self.enter), with_kwargs=True))
            self.handles.append(root.register_forward_hook(self.guard(self.leave)))
        for part in self.parts:
            part.open()

    def remove(self):
        super().remove()
        if self.stance is not None:
            self.stance.__exit__(None, None, None)        # the one that the program had
            self.stance = None

    def begin(self, batch):
        self.clock["begin"] = time.perf_counter()
        self.rows = next((tensor.shape[0] for tensor in tensors_in(batch) if tensor.dim()), None)

    def enter(self, root, arguments, named):
        if backward_pass() != -1:                 # a checkpoint runs it again
            return
        self.clock.setdefault("forward", time.perf_counter())
        self.micro += 1
        for tensor in tensors_in([arguments, named]):
            if self.rows is None and tensor.dim():
                self.rows = tensor.shape[0]
            if len(self.batch) < 256:
                self.batch.append(checksum(tensor))
        for part in self.parts:
            part.enter(arguments, named)

    def leave(self, root, arguments, output):
        if backward_pass() != -1:
            return
        self.clock["backward"] = time.perf_counter()
        for part in self.parts:
            part.leave(output)

    def forward(self, index, module, arguments, output):
        again = backward_pass() != -1             # by a checkpoint: its value is known, its gradient comes now
        for out, tensor in enumerate(tensors_in(output)):
            if not tensor.is_floating_point():
                continue
            if not again:
                self.take(index, FORWARD, out, self.micro, tensor)
            if tensor.requires_grad:
                self.on_gradient(tensor, functools.partial(self.take, index, DELTA, out, self.micro))

    def take(self, index, kind, out, micro, tensor):
        if len(self.states) >= MAX_STATES:
            self.omitted += 1
            return
        tensor = plain(tensor)
        self.states.append([index, kind, out, micro, tensor.numel()])
        for part in self.parts:
            part.take(index, kind, out, micro, tensor)

    def sample_of(self, tensor, sample):
        """One sample of a batch, or all of it where the batch cannot be told."""
        for dim in (0, 1):
            if self.rows and tensor.dim() > dim and tensor.shape[dim] == self.rows:
                return tensor.select(dim, min(sample, self.rows - 1))
        return tensor

    def found(self):
        """(header, tensors)"""
        header, tensors = {"micro": self.micro, "states": self.states}, {}
        for part in self.parts:
            more, found = part.result()
            header.update(more)
            for name, tensor in found.items():    # two probes may use one name
                tensors["%s.%s" % (part.name, name) if name in tensors else name] = tensor
        header["batch"] = decimals(self.batch)
        if self.omitted:
            header["omitted"] = self.omitted
        return header, tensors

    def close(self, step):
        end = time.perf_counter()
        whole = self.active
        self.remove()
        header, tensors = {"micro": 0, "states": [], "batch": [], "why": "failed"}, {}
        if whole:
            try:
                header, tensors = self.found()
            except Exception as error:
                self.run._failed(error, "record")
        header = dict({"t": "record", "id": self.request.get("id"), "step": step}, **header)
        header.update(eager=bool(self.request.get("eager")), seconds=round(self.seconds, 6))
        if whole and not self.states and self.subject.compiled and not self.request.get("eager"):
            header["why"] = "compiled: ask for an eager step"
        self.run._micro = max(1, self.micro)
        clock = self.clock
        if "backward" in clock:
            self.run._times = {"t_data": clock["forward"] - clock["begin"], "t_fwd": clock["backward"] - clock["forward"],
                               "t_bwd": end - clock["backward"], "t_step": end - clock["begin"]}
        self.run._send("record", header, tensors)


class RecordProbe:
    """A part of a record: takes each state as it comes, and says at the end what it found."""

    name = ""

    def __init__(self, recorder, options):
        self.recorder, self.options, self.values = recorder, options, []
        modules = options.get("module", [])
        self.modules = [int(m) for m in (modules if isinstance(modules, list) else [modules])][:64]
        self.sample = int(options.get("sample", recorder.run.sample))

    def open(self):
        pass

    def enter(self, arguments, named):
        pass

    def leave(self, output):
        pass

    def take(self, index, kind, out, micro, tensor):
        pass

    def result(self):
        """(header, tensors)"""
        return {}, {}

    def stacked(self, shape, dtype=None):
        if not self.values:
            return torch.zeros(shape, dtype=dtype or torch.float32)
        return torch.stack([value.to(self.values[0].device) for value in self.values])

    def named(self, name, module):
        """Of several modules each has its own tensors; of one they go by the plain name."""
        return name if len(self.modules) == 1 else "%s.%d" % (name, module)


class NormProbe(RecordProbe):
    name = "norm"

    def take(self, index, kind, out, micro, tensor):
        self.values.append(norm(tensor))

    def result(self):
        return {}, {"norm": self.stacked([0])}


class HistogramProbe(RecordProbe):
    name = "hist"

    def take(self, index, kind, out, micro, tensor):
        self.values.append(histogram(tensor))

    def result(self):
        return {}, {"hist": self.stacked([0, 130], torch.int32)}


# Where a function's slope is below a twentieth of its largest, told from its output, and the word for a unit that is there.
FLAT = {
    "ReLU": ("off", lambda module, y: y == 0),
    "Sigmoid": ("saturated", lambda module, y: y * (1 - y) < 0.05 * 0.25),
    "Tanh": ("saturated", lambda module, y: 1 - y * y < 0.05),
    "ELU": ("saturated", lambda module, y: (y < 0) & (y + module.alpha < 0.05 * max(1.0, module.alpha)))}


class SpreadProbe(RecordProbe):
    """How the outputs of each module that has none within are spread over the first samples of the batch, and which of its units
    are flat in all of them."""

    name = "spread"
    samples, most = 100, 1 << 20                  # of the batch; numbers of a module's output

    def __init__(self, recorder, options):
        super().__init__(recorder, options)
        self.cells = min(max(1, int(options.get("parts", 48))), 256)
        self.header, self.counts = [], []

    def take(self, index, kind, out, micro, tensor):
        module = self.recorder.subject.modules[index][1]
        if kind != FORWARD or out or micro > 1 or not tensor.numel() or next(module.children(), None) is not None:
            return
        rows = self.recorder.rows
        along = next((dim for dim in (0, 1) if rows and tensor.dim() > dim and tensor.shape[dim] == rows), None)
        if along is None:
            samples, tensor = 1, tensor[None]
        else:
            samples = max(1, min(self.samples, rows, self.most * rows // tensor.numel()))
            tensor = tensor.narrow(along, 0, samples).transpose(0, along)
        tensor = tensor if tensor.dim() > 1 else tensor[:, None]
        per_sample = tensor.numel() // samples
        # A picture's channels are its neurons, else the last dimension; a channel's pixels share their weights.
        unit = 1 if tensor.dim() == 4 else tensor.dim() - 1
        neurons = tensor.shape[unit]
        bounds, counts = spread(tensor, self.cells)
        finite = tensor.double()
        finite = finite[torch.isfinite(finite)]
        variance, mean = torch.var_mean(finite, correction=0) if finite.numel() else (bounds[0] * 0, bounds[0] * 0)
        word, flat, dead = None, mean * 0, mean * 0
        if type(module).__name__ in FLAT:
            word, rule = FLAT[type(module).__name__]
            where = rule(module, tensor)
            flat = where.double().mean()
            dead = where.transpose(unit, 0).reshape(neurons, -1).all(1).sum().double()
        # By place among the states, not by module: one may be called twice.
        self.header.append([len(self.recorder.states) - 1, samples, per_sample if tensor.dim() == 4 else neurons, neurons, word])
        self.values.append(torch.cat([bounds, torch.stack([mean, variance.sqrt(), flat, dead])]))
        self.counts.append(counts)

    def result(self):
        counts = torch.stack(self.counts) if self.counts else torch.zeros(0, self.cells, dtype=torch.int32)
        return {"spread": self.header}, {"spread": self.stacked([0, 7], torch.float64), "spread.counts": counts}


class MeanProbe(RecordProbe):
    name = "mean"

    def take(self, index, kind, out, micro, tensor):
        if tensor.numel():
            variance, mean = torch.var_mean(tensor.float(), correction=0)
            self.values.append(torch.stack([mean, variance, (tensor == 0).float().mean()]))
        else:
            self.values.append(torch.zeros(3, device=tensor.device))

    def result(self):
        return {}, {"mean,var,zero": self.stacked([0, 3]).t().contiguous()}


class SampleProbe(RecordProbe):
    """One sample's values and their gradients, in areas where there are more than asked for."""

    name = "sample"

    def __init__(self, recorder, options):
        super().__init__(recorder, options)
        self.cells = min(max(1, int(options.get("cells", 1024))), 4096)
        self.found, self.factor, self.shape = {}, {}, {}

    def take(self, index, kind, out, micro, tensor):
        if index not in self.modules or out or micro > 1:
            return
        name = "%s.%d" % ("ad"[kind], index)
        if kind == DELTA or name not in self.found:       # of a module called twice the first call; its gradient comes last
            sample = self.recorder.sample_of(tensor, self.sample)
            self.shape[index] = list(sample.shape)
            self.found[name], self.factor[index] = area_means(sample, self.cells)

    def result(self):
        return {"index": self.sample, "factor": self.factor, "shape": self.shape}, self.found


class TopProbe(RecordProbe):
    """The largest of a sample's values, or gradients; or the units that are zero for the largest share of the batch."""

    name = "top"

    def __init__(self, recorder, options):
        super().__init__(recorder, options)
        self.count, self.of, self.found = min(max(1, int(options.get("k", 16))), 4096), options.get("of", "a"), {}

    def take(self, index, kind, out, micro, tensor):
        if index not in self.modules or out or micro > 1 or kind != (DELTA if self.of == "d" else FORWARD):
            return
        if self.of == "zero":
            unit = 1 if tensor.dim() == 4 else tensor.dim() - 1       # channels of a picture, else the last
            values = (tensor == 0).float().transpose(unit, 0).reshape(tensor.shape[unit], -1).mean(1)
        else:
            values = self.recorder.sample_of(tensor, self.sample).reshape(-1).float()
        order = values.abs().topk(min(self.count, values.numel())).indices
        self.found[self.named("value", index)] = values[order]
        self.found[self.named("index", index)] = order.to(torch.int32)

    def result(self):
        return {}, self.found


class PictureProbe(RecordProbe):
    """A module's output, or its gradient, of one sample as rows and columns."""

    name = "picture"

    def __init__(self, recorder, options):
        super().__init__(recorder, options)
        self.header, self.found = {}, {}

    def take(self, index, kind, out, micro, tensor):
        if index in self.modules and not out and micro == 1 and kind == (DELTA if self.options.get("of") == "d" else FORWARD):
            header, value = picture(self.recorder.sample_of(tensor, self.sample), self.options)
            self.header[self.named("picture", index)] = header
            self.found[self.named("value", index)] = value

    def result(self):
        return {name: dict(header, scale=number(header["scale"])) for name, header in self.header.items()}, self.found


class InputProbe(RecordProbe):
    name = "input"

    def enter(self, arguments, named):
        tensor = next(tensors_in([arguments, named]), None)
        if self.values or tensor is None:
            return
        sample = self.recorder.sample_of(plain(tensor), self.sample)
        kind = "image" if sample.dim() >= 2 else "vector"
        if sample.is_floating_point():
            value, factor = area_means(sample, 4096)
        else:
            kind, factor = "tokens", 1
            value = sample.reshape(-1)[:4096].to(torch.int64)
        self.values = [value.clone()]
        self.header = {"shape": list(sample.shape), "kind": kind, "factor": factor, "sample": self.sample}

    def result(self):
        return ({"input": self.header}, {"x": self.values[0]}) if self.values else ({}, {})


class OutputProbe(RecordProbe):
    name = "output"

    def leave(self, output):
        tensor = next((t for t in tensors_in(output) if t.is_floating_point() and t.dim()), None)
        if self.values or tensor is None:
            return
        tensor = plain(tensor)
        sample = self.recorder.sample_of(tensor, self.sample)
        while sample.dim() > 1:                   # of a sequence the last
            sample = sample[-1]
        self.values = [own_copy(sample.reshape(-1)[:1000])]
        if tensor.dim() == 2:
            self.values.append(tensor.argmax(1).to(torch.int32))

    def result(self):
        if not self.values:
            return {}, {}
        header, tensors = {}, {"y": self.values[0]}
        run = self.recorder.run
        if run._classes:
            header["classes"] = run._classes
        if len(self.values) > 1:
            tensors["argmax"] = self.values[1]
            target = run._target
            if isinstance(target, torch.Tensor) and target.dim() == 1 and len(target) == len(self.values[1]):
                if not target.is_floating_point():
                    tensors["target"] = target.to(torch.int32)
                    header["target"] = int(target[min(self.sample, len(target) - 1)])
        return {"output": header}, tensors


class BatchProbe(RecordProbe):
    """All samples of a small batch: what goes into the network and comes out of it, and the gradient that comes back to there.
    From these, and the parameters, whoever has the same layers can compute the rest again."""

    name = "batch"

    def __init__(self, recorder, options):
        super().__init__(recorder, options)
        self.limit = min(max(1, int(options.get("limit", MAX_BATCH))), MAX_BATCH)
        self.with_inputs = bool(options.get("inputs", True))
        self.found, self.why, self.passes = {}, None, 0

    def enter(self, arguments, named):
        inputs = list(tensors_in([arguments, named]))
        self.passes += 1
        if self.passes > 1:
            self.found, self.why = {}, "an update of several forward passes"
        elif not self.with_inputs:
            pass
        elif len(inputs) != 1 or inputs[0].numel() > self.limit:
            self.why = "%d inputs of %d numbers" % (len(inputs), sum(tensor.numel() for tensor in inputs))
        else:
            self.keep("batch.x", inputs[0])

    def leave(self, output):
        if self.why is None:
            if isinstance(output, torch.Tensor) and output.requires_grad and output.numel() <= self.limit:
                self.keep("batch.y", output)
                self.recorder.on_gradient(output, functools.partial(self.keep, "batch.dy"))
            else:
                self.found, self.why = {}, "an output that is not one tensor"

    def keep(self, name, tensor):
        if self.why is None:
            self.found[name] = plain(tensor).clone()

    def result(self):
        return ({"batch_why": self.why} if self.why else {}), self.found


class NeuronProbe(RecordProbe):
    """One unit for one sample: the terms of its sum, what follows it, and the terms of the sum that makes its gradient."""

    name = "neuron"

    def __init__(self, recorder, options):
        super().__init__(recorder, options)
        self.module = self.modules[0] if self.modules else -1
        self.unit, self.terms = int(options.get("unit", 0)), min(max(1, int(options.get("terms", 64))), 4096)
        self.header, self.tensors, self.scalars = {}, {}, {}
        self.trail, self.done, self.following, self.column = None, False, None, None
        self.size, self.weight = 0, None

    def open(self):
        recorder = self.recorder
        for index, (_, module) in enumerate(recorder.subject.modules):      # before other hooks: FSDP2 still has the whole weight
            hook = recorder.guard(functools.partial(self.see, index))
            recorder.handles.append(module.register_forward_hook(hook, prepend=True))

    def see(self, index, module, arguments, output):
        value = next(tensors_in(arguments), None)
        if backward_pass() != -1 or value is None or not isinstance(output, torch.Tensor):
            return
        if index == self.module and not self.done:
            self.done, self.trail = True, weakref.ref(output)
            self.sum(module, plain(value), plain(output))
        elif self.trail is not None and value is self.trail():
            weight = getattr(module, "weight", None)
            if weight is None:                    # an activation, or a change of shape: the way goes on
                flat = self.recorder.sample_of(plain(output), self.sample).reshape(-1)
                if self.unit < flat.numel():
                    if next(module.children(), None) is None and flat.numel() == self.size:
                        self.header.setdefault("activation", type(module).__name__)
                        self.scalars["a"] = own_copy(flat[self.unit])
                    self.trail = weakref.ref(output)
            else:
                if weight.dim() == 2 and hasattr(module, "in_features"):
                    self.following, self.column = index, own_copy(plain(weight)[:, self.unit % weight.shape[1]])
                self.trail = None

    def sum(self, module, value, output):
        sample = self.recorder.sample_of(output, self.sample)
        self.size = sample.numel()
        if not 0 <= self.unit < self.size:
            raise ValueError("unit %d of %d" % (self.unit, self.size))
        self.scalars["z"] = self.scalars["a"] = own_copy(sample.reshape(-1)[self.unit])
        inputs = self.recorder.sample_of(value, self.sample)
        weight, bias = getattr(module, "weight", None), getattr(module, "bias", None)
        self.header["kind"] = type(module).__name__
        if hasattr(module, "in_features") and weight is not None:
            row, x = self.unit % weight.shape[0], inputs.reshape(-1, weight.shape[1])[self.unit // weight.shape[0]]
        elif type(module).__name__ == "Conv2d" and module.padding_mode == "zeros" and not isinstance(module.padding, str):
            row, place = divmod(self.unit, sample[0].numel())
            x = conv_patch(module, inputs, row, *divmod(place, sample.shape[2]))
        else:                                     # no weighted sum: only what goes in and what comes out
            flat = inputs.reshape(-1)
            if flat.numel() == self.size:
                self.scalars["x"] = own_copy(flat[self.unit])
            return
        w, x = plain(weight)[row].reshape(-1).float(), x.reshape(-1).float()
        order = (w * x).abs().topk(min(self.terms, w.numel())).indices
        self.row, self.order, self.weight = row, order, module.weight
        self.tensors.update(w=w[order], x=x[order], index=order.to(torch.int32))
        self.scalars.update(rest=(w * x).sum() - (w[order] * x[order]).sum(), row_norm=norm(w))
        if bias is not None:
            self.scalars["bias"] = own_copy(plain(bias)[row])
        self.header["inputs"] = w.numel()

    def take(self, index, kind, out, micro, tensor):
        if kind != DELTA or out or micro > 1:
            return
        if index == self.module:
            sample = self.recorder.sample_of(tensor, self.sample).reshape(-1)
            self.scalars["delta"] = own_copy(sample[self.unit])
        elif index == self.following:
            delta = self.recorder.sample_of(tensor, self.sample).reshape(-1, self.column.numel()).float()
            delta = delta[min(self.unit // max(1, self.size // len(delta)), len(delta) - 1)]
            terms = self.column * delta
            order = terms.abs().topk(min(self.terms, terms.numel())).indices
            self.tensors.update(w_next=self.column[order], d_next=delta[order], index_next=order.to(torch.int32))
            self.scalars["rest_next"] = terms.sum() - terms[order].sum()

    def result(self):
        gradient = getattr(self.weight, "grad", None)
        if gradient is not None and self.recorder.subject.wrapper != "fsdp2":
            row = plain(gradient)[self.row].reshape(-1).float()
            self.tensors["g"], self.scalars["gradient"] = row[self.order], norm(row)
        header = dict(self.header, module=self.module, unit=self.unit, sample=self.sample)
        if self.following is not None:
            header["next"] = self.following
        names = list(self.scalars)
        values = torch.stack([self.scalars[name].to("cpu") for name in names]).tolist() if names else []
        header.update((name, number(value)) for name, value in zip(names, values))
        return {"neuron": header}, self.tensors


RECORD_PROBES = {probe.name: probe for probe in (NormProbe, HistogramProbe, SpreadProbe, MeanProbe, SampleProbe, TopProbe,
                                                 NeuronProbe, PictureProbe, InputProbe, OutputProbe, BatchProbe)}


def own_copy(tensor):
    """In float32 and ours: what a hook is given may be changed in place, or freed, as soon as it has returned."""
    return tensor.to(torch.float32, copy=True)


def histogram(tensor):
    """130 counts: of ⌊log₂ |x|⌋ from -40 to 23 for values above zero, as many for those below, of zeros, of the not finite."""
    flat = tensor.reshape(-1)
    if flat.dtype not in (torch.float32, torch.float64):
        flat = flat.float()
    bins = (torch.frexp(flat).exponent - 1).clamp(-40, 23) + 40
    bins = torch.where(flat < 0, bins + 64, bins)
    bins = torch.where(flat == 0, torch.full_like(bins, 128), bins)
    bins = torch.where(torch.isfinite(flat), bins, torch.full_like(bins, 129))
    return torch.bincount(bins, minlength=130).to(torch.int32)


def spread(tensor, parts):
    """(smallest and largest finite number, how many are not finite, counts in equal parts of that range). A range without a width
    is widened, so that every number lies in some part."""
    flat = tensor.reshape(-1)
    finite = flat[torch.isfinite(flat)].double()
    if not finite.numel():
        zero = torch.zeros((), dtype=torch.float64, device=flat.device)
        return torch.stack([zero - 0.5, zero + 0.5, zero + flat.numel()]), torch.zeros(parts, dtype=torch.int32, device=flat.device)
    low, high = torch.aminmax(finite)
    least = torch.maximum(low.abs(), high.abs()) * 1e-6
    margin = torch.where((low == 0) & (high == 0), torch.full_like(least, 0.5), least.clamp(min=1e-36))
    margin = torch.where(high - low > least.clamp(min=1e-36), torch.zeros_like(margin), margin)
    low, high = low - margin, high + margin
    place = ((finite - low) / (high - low) * parts).clamp(0, parts - 1).long()
    counts = torch.bincount(place, minlength=parts).to(torch.int32)
    return torch.stack([low, high, torch.full_like(low, flat.numel() - finite.numel())]), counts


def area_means(tensor, cells):
    """(at most so many means of neighboring values, how many values a mean is of)"""
    flat = tensor.reshape(-1).float()
    factor = max(1, -(-flat.numel() // cells))
    if factor > 1:
        flat = torch.nn.functional.avg_pool1d(flat[None, None], factor, ceil_mode=True)[0, 0]
    return own_copy(flat), factor


def picture(tensor, options):
    """(header, values) of a tensor as rows and columns, from row `first` on, in areas where it has more than asked for."""
    if tensor.dim() < 2:
        tensor = tensor.reshape(1, -1)
    elif tensor.dim() > 2:
        tensor = tensor.reshape(-1, tensor.shape[-1]) if options.get("what") is None else tensor.reshape(tensor.shape[0], -1)
    total = list(tensor.shape)
    first = min(max(0, int(options.get("first", 0))), total[0])
    rows, columns = (min(max(1, int(options.get(name, 40))), 256) for name in ("rows", "columns"))
    value = tensor[first:].float()
    factors = [max(1, -(-value.shape[0] // rows)), max(1, -(-value.shape[1] // columns))]
    if max(factors) > 1 and value.numel():
        value = torch.nn.functional.avg_pool2d(value[None, None], factors, ceil_mode=True)[0, 0]
    scale = value.abs().max() if value.numel() else 0.0
    return {"row_factor": factors[0], "column_factor": factors[1], "scale": scale, "total": total}, value.clone()


def conv_patch(module, inputs, channel, row, column):
    """What one unit of a convolution sees: [channels of its group, kernel rows, kernel columns]."""
    pad_rows, pad_columns = module.padding
    padded = torch.nn.functional.pad(inputs, (pad_columns, pad_columns, pad_rows, pad_rows))
    width = module.in_channels // module.groups
    group = channel // (module.out_channels // module.groups)
    rows, columns = ([start * step + i * spread for i in range(size)] for start, step, spread, size in
                     zip((row, column), module.stride, module.dilation, module.kernel_size))
    return padded[group * width:(group + 1) * width][:, rows][:, :, columns]


# ---- standing probes: each is called before an update, and sends one frame -----------------------------------------------------

def probe_norms(run, reading, step):
    """The norm of each parameter's gradient, and of the parameter."""
    if run._closure:                              # no gradient yet: the closure makes it
        run._after.append((reading, lambda: norms_frame(run, reading, step, {"grad": "final", "closure": True, "post": True})))
    else:
        norms_frame(run, reading, step, run.gradient_state())


def norms_frame(run, reading, step, state):
    gradients = run._subject.gradients()
    count = len(gradients)
    present = [i for i, gradient in enumerate(gradients) if gradient is not None]
    found = norms([gradients[i] for i in present] + run._subject.values())
    if len(present) < count:                      # no gradient is not a gradient of zero: the header tells them apart
        state = dict(state, absent=sorted(set(range(count)) - set(present)))
        of_gradients = torch.zeros(count, device=found.device)
        of_gradients[present] = found[:len(present)]
        found = torch.cat([of_gradients, found[len(present):]])
    run._frame(reading, step, state, {"g,w": found.view(2, count)})


def probe_update(run, reading, step):
    """How far the update moves each parameter. Needs what it was before: copies of as many as the request allows at once, the
    others in their turn; of one too large for that a part, and the rest by proportion."""
    allowed = min(int(reading.request.get("budget_bytes", 64 << 20)), MAX_COPY)
    values, before, sampled = run._subject.values(), {}, []
    first = reading.turn
    for i in [*range(first, len(values)), *range(first)]:
        flat = values[i].reshape(-1) if values[i].is_contiguous() else None
        if flat is None or values[i].numel() * values[i].element_size() <= allowed:
            part = values[i]
        elif not before:
            part = flat[:max(1, allowed // flat.element_size())]
            sampled.append([i, part.numel()])
        else:
            break
        allowed -= part.numel() * part.element_size()
        if allowed < 0 and before:
            break
        before[i] = (part, part.clone())
        reading.turn = (i + 1) % len(values)

    def after():
        moved = {i: norm(now - then) for i, (now, then) in before.items()}
        for i, count in sampled:
            moved[i] = moved[i] * math.sqrt(values[i].numel() / count)
        header = {"post": True, "sampled": sampled} if sampled else {"post": True}
        if len(moved) < len(values):
            header["absent"] = [i for i in range(len(values)) if i not in moved]
        device = values[0].device
        nothing = torch.zeros((), device=device)
        run._frame(reading, step, header, {"dw": torch.stack([moved.get(i, nothing).to(device) for i in range(len(values))])})
    run._after.append((reading, after))


def probe_own(run, reading, step):
    """This rank's own gradients, before they are averaged: hooks on the parameters see them, in the next update."""
    if run._subject.wrapper == "fsdp2":
        run._frame(reading, step, {"why": "FSDP2 reduces gradients before a hook sees them"})
        run._readings = [other for other in run._readings if other is not reading]
    elif run._own_gradients is None:
        run._own_gradients = OwnGradients(run, reading, step + 1)


class OwnGradients(StepHooks):
    def __init__(self, run, reading, step):
        super().__init__(run, step)
        self.reading, self.sums = reading, {}
        tensors = self.subject.tensors
        self.keeps = sum(p.numel() * p.element_size() for p in tensors) <= MAX_COPY
        for i, parameter in enumerate(tensors):
            if parameter.requires_grad:
                self.on_gradient(parameter, functools.partial(self.add, i))

    def add(self, index, gradient):
        gradient = plain(gradient)
        if not self.keeps:                        # too large to be kept: right for one backward pass, and said to be so
            gradient = norm(gradient)
        before = self.sums.get(index)
        self.sums[index] = gradient.clone() if before is None else before + gradient

    def close(self):
        self.remove()
        device = next((sum_.device for sum_ in self.sums.values()), "cpu")
        nothing = torch.zeros((), device=device)
        found = [self.sums.get(i, nothing) for i in range(len(self.subject.tensors))]
        found = torch.stack([(norm(sum_) if self.keeps else sum_).to(device) for sum_ in found])
        header = {} if self.keeps else {"of": "one backward pass"}
        self.run._frame(self.reading, self.step, header, {"g_own": found})


def probe_optimizer(run, reading, step):
    """What the optimizer keeps of each parameter: the norms, and counts by powers of two, a row per module with parameters."""
    subject = run._subject
    state = {}
    for optimizer in subject.optimizers:
        state.update((id(p), optimizer.state.get(p) or {}) for group in optimizer.param_groups for p in group["params"])
    slots = sorted({name for p in subject.tensors for name, value in state.get(id(p), {}).items()
                    if isinstance(value, torch.Tensor) and value.shape == p.shape})
    layers = sorted({owner for owner in subject.owners if owner >= 0})
    rows = {layer: i for i, layer in enumerate(layers)}
    device = subject.tensors[0].device if subject.tensors else "cpu"
    norms_, counts = torch.zeros(len(slots), len(subject.tensors)), torch.zeros(len(slots), len(layers), 64, dtype=torch.int32)
    norms_, counts = norms_.to(device), counts.to(device)
    cells = min(max(0, int(reading.request.get("parts", 0))), 256)
    some_of = [[[] for _ in layers] for _ in slots]
    for s, slot in enumerate(slots):
        for i, p in enumerate(subject.tensors):
            value = state.get(id(p), {}).get(slot)
            if isinstance(value, torch.Tensor) and value.shape == p.shape:
                value = plain(value)
                norms_[s, i] = norm(value)
                if subject.owners[i] >= 0 and cells:
                    flat = value.reshape(-1)
                    some_of[s][rows[subject.owners[i]]].append(flat[::1 + flat.numel() // MAX_COUNTED])
                elif subject.owners[i] >= 0:
                    count = histogram(value)
                    counts[s, rows[subject.owners[i]]] += count[:64] + count[64:128]
    header = {"slots": slots, "layers": layers, "lr": learning_rates(run._lead)}
    tensors = {"norm": norms_, "hist": counts}
    if cells:
        header["updates"] = updates_of(state)
        found = [spread(torch.cat(values) if values else torch.zeros(0), cells) for row in some_of for values in row]
        tensors = {"norm": norms_, "range": torch.stack([bounds.to(device) for bounds, _ in found]) if found else torch.zeros(0, 3),
                   "counts": torch.stack([count.to(device) for _, count in found]) if found else torch.zeros(0, cells)}
    run._frame(reading, step, header, tensors)


def updates_of(state):
    """Updates that an optimizer says it has made, or None."""
    for found in state.values():
        count = found.get("step")
        if isinstance(count, (int, float)) or isinstance(count, torch.Tensor) and count.numel() == 1:
            return int(count)
    return None


def probe_finite(run, reading, step):
    """How many values of each gradient and parameter are not finite, and the first of them."""
    subject = run._subject
    count, at = [], []
    for tensor in subject.gradients() + subject.values():
        if tensor is None or not tensor.numel():
            count.append(torch.zeros((), dtype=torch.int64))
            at.append(torch.full((), -1, dtype=torch.int64))
            continue
        bad = ~torch.isfinite(tensor.reshape(-1))
        count.append(bad.sum())
        at.append(torch.where(bad.any(), bad.to(torch.uint8).argmax(), -1))
    device = subject.tensors[0].device if subject.tensors else "cpu"
    shape = (2, len(subject.tensors))
    run._frame(reading, step, run.gradient_state(), {"count": torch.stack([c.to(device) for c in count]).view(shape),
                                                     "at": torch.stack([a.to(device) for a in at]).view(shape)})


def probe_checksum(run, reading, step):
    """The sum of the bits of each parameter: replicas that are equal have equal ones."""
    run._frame(reading, step, {"sums": decimals([checksum(p) for p in run._subject.tensors])})


def probe_times(run, reading, step):
    run._frame(reading, step, dict({"t_step": run._seconds}, **run._times))


PROBES = {"norms": probe_norms, "update": probe_update, "own": probe_own, "optimizer": probe_optimizer, "finite": probe_finite,
          "checksum": probe_checksum, "times": probe_times}


# ---- questions: each is answered once, before the next update or while held ----------------------------------------------------

def asked_tensor(run, request):
    """(parameter's number, its tensor, gradient or optimizer slot as it lives here, the first of its rows that do)"""
    subject, asked = run._subject, request.get("parameter")
    index = subject.index.get(asked) if isinstance(asked, str) else asked
    if not isinstance(index, int) or not 0 <= index < len(subject.tensors):
        raise Refused("no such parameter: %.80s" % (asked,))
    parameter, of = subject.tensors[index], request.get("of", "w")
    value = parameter
    if of in ("g", "grad"):
        value = parameter.grad
    elif of != "w":
        value = next((o.state[parameter].get(of) for o in subject.optimizers if parameter in o.state), None)
    if value is None:
        raise Refused("%s has no %.40s now" % (subject.parameters[index][0], of))
    return index, plain(value), shard_of(parameter)[1][0] if parameter.dim() else 0


def some(values, first=0, count=MAX_VALUES):
    """At most so many numbers, and which they are."""
    values = values.reshape(-1)
    first = min(max(0, int(first)), values.numel())
    value = own_copy(values[first:first + min(max(0, int(count)), MAX_VALUES)])
    return {"first": first, "count": value.numel(), "total": values.numel()}, {"value": value}


def ask_row(run, request):
    _, tensor, begin = asked_tensor(run, request)
    row = int(request["row"]) - begin
    if tensor.dim() == 0 or not 0 <= row < tensor.shape[0]:
        raise Refused("row %d is not here, rows %d to %d are" % (row + begin, begin, begin + len(tensor) - 1))
    return some(tensor[row])


def ask_column(run, request):
    _, tensor, begin = asked_tensor(run, request)
    column = int(request["column"])
    if tensor.dim() < 2 or not 0 <= column < tensor.shape[1]:
        raise Refused("no column %d" % column)
    header, tensors = some(tensor[:, column])
    return dict(header, first=begin), tensors


def ask_slice(run, request):
    _, tensor, _ = asked_tensor(run, request)
    return some(tensor, request.get("first", 0), request.get("count", MAX_VALUES))


def ask_picture(run, request):
    _, tensor, begin = asked_tensor(run, request)
    header, value = picture(tensor, request)
    return dict(header, scale=number(header["scale"]), first=begin + int(request.get("first", 0))), {"value": value}


def ask_checksum(run, request):
    if request.get("parameter") is None:
        return {"sums": decimals([checksum(p) for p in run._subject.tensors])}, {}
    return {"sums": decimals([checksum(asked_tensor(run, request)[1])])}, {}


def ask_set(run, request):
    """The only thing that changes a run, and only with control="edit", while held."""
    if run.control != "edit" or not run._held:
        raise Refused("set needs control=\"edit\", and a run that is held")
    with torch.no_grad():
        if request.get("lr") is not None:
            for optimizer in run._subject.optimizers[:1]:
                for group in optimizer.param_groups:
                    if isinstance(group["lr"], torch.Tensor):
                        group["lr"].fill_(float(request["lr"]))
                    else:
                        group["lr"] = float(request["lr"])
        else:
            index, tensor, begin = asked_tensor(run, dict(request, of="w"))
            place = [int(i) for i in request["index"]]
            if place:
                place[0] -= begin
            if len(place) != tensor.dim() or not all(0 <= i < n for i, n in zip(place, tensor.shape)):
                raise Refused("no such element here")
            tensor[tuple(place)] = float(request["value"])
    return {}, {}


class Kept(StepHooks):
    """What is kept of one update so that its forward and backward pass can be done again while held: per call of a root the
    inputs, the buffers and random state from before it, and the gradient that came back to its outputs."""

    def __init__(self, run, step):
        super().__init__(run, step)
        self.calls, self.gradients, self.whole = [], {}, True

    def open(self):
        for root in self.subject.roots:
            self.handles.append(root.register_forward_pre_hook(self.guard(self.enter), with_kwargs=True))
            self.handles.append(root.register_forward_hook(self.guard(self.leave)))
        for index, parameter in enumerate(self.subject.tensors):
            if parameter.requires_grad and self.subject.wrapper != "fsdp2":
                self.on_gradient(parameter, functools.partial(self.gradient, index))

    def enter(self, root, arguments, named):
        if backward_pass() != -1:
            return
        buffers = list(root.named_buffers())
        if len(self.calls) >= 64 or sum(b.numel() * b.element_size() for _, b in buffers) > MAX_COPY:
            self.whole = False
            return
        device = next((p.device for p in root.parameters()), torch.device("cpu"))
        self.calls.append({
            "root": root, "arguments": arguments, "named": named, "device": device, "random": random_state(device),
            "buffers": {name: buffer.detach().clone() for name, buffer in buffers},
            "autocast": autocast_type(device.type),
            "inputs": [checksum(t) for t in tensors_in([arguments, named])], "outputs": {}, "deltas": {}})

    def leave(self, root, arguments, output):
        if backward_pass() != -1 or not self.calls or self.calls[-1]["root"] is not root:
            return
        call = self.calls[-1]
        for out, tensor in enumerate(tensors_in(output)):
            if tensor.requires_grad:
                call["outputs"][out] = checksum(tensor)
                self.on_gradient(tensor, functools.partial(self.delta, call, out))

    def delta(self, call, out, gradient):
        call["deltas"][out] = gradient.detach().clone()

    def gradient(self, index, gradient):
        self.gradients.setdefault(index, []).append(checksum(gradient))

    def again(self, call, parameters=None, double=False):
        """The outputs of a call, done again with the same random numbers, and the gradients that came to them. Writes nothing:
        parameters and buffers to use are handed over. Pairs (output, gradient)."""
        if [int(checksum(t)) for t in tensors_in([call["arguments"], call["named"]])] != [int(c) for c in call["inputs"]]:
            raise Refused("the batch is not there any more: its memory has been used again")

        def cast(value):
            return value.double() if double and isinstance(value, torch.Tensor) and value.is_floating_point() else value
        tensors = {name: cast(buffer.clone()) for name, buffer in call["buffers"].items()}
        tensors.update(parameters or {})
        arguments, named = mapped(call["arguments"], cast), mapped(call["named"], cast)
        set_random_state(call["device"], call["random"])
        kind = None if double else call["autocast"]
        with torch.autocast(call["device"].type, dtype=kind, enabled=kind is not None):
            output = torch.func.functional_call(call["root"], tensors, arguments, named)
        found = list(tensors_in(output))
        return [(found[out], cast(delta), int(call["outputs"][out])) for out, delta in call["deltas"].items()]


def mapped(value, function):
    """`value` with `function` done to each tensor in tuples, lists and dictionaries."""
    if isinstance(value, dict):
        return {key: mapped(part, function) for key, part in value.items()}
    if type(value) in (tuple, list):
        return type(value)(mapped(part, function) for part in value)
    return function(value)


def autocast_type(device):
    """What autocast computes in, or None."""
    try:
        return torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else None
    except TypeError:                             # PyTorch before 2.4
        if device == "cpu":
            return torch.get_autocast_cpu_dtype() if torch.is_autocast_cpu_enabled() else None
        return torch.get_autocast_gpu_dtype() if torch.is_autocast_enabled() else None


def random_state(device):
    return torch.get_rng_state(), torch.cuda.get_rng_state(device) if device.type == "cuda" else None


def set_random_state(device, state):
    torch.set_rng_state(state[0])
    if state[1] is not None:
        torch.cuda.set_rng_state(state[1], device)


@contextlib.contextmanager
def replaying(run):
    """What was kept of the update that the run is held before. The random state is afterwards as it was."""
    kept = run._kept
    if not run._held:
        raise Refused("only while held")
    if run._subject.wrapper == "fsdp2":
        raise Refused("the parameters are in shards: doing it again would need all ranks")
    if kept is None or not kept.whole or not any(call["deltas"] for call in kept.calls):
        raise Refused("compiled code calls no hooks: no batch was kept" if run._subject.compiled else
                      "no batch was kept of this update")
    before = [(call["device"], random_state(call["device"])) for call in kept.calls[:1]]
    stance = set_stance("force_eager") if run._subject.compiled and set_stance else contextlib.nullcontext()
    try:
        with torch.enable_grad(), stance:
            yield kept
    finally:
        for device, state in before:
            set_random_state(device, state)


def own_gradients(kept, parameters, check=None):
    """This rank's gradients, done again: those of all calls added up."""
    totals = [None] * len(parameters)
    for call in kept.calls:
        if not call["deltas"]:
            continue
        outputs = kept.again(call)
        found = torch.autograd.grad([o for o, _, _ in outputs], parameters, [d for _, d, _ in outputs], allow_unused=True)
        if check is not None:
            check(outputs, found)
        totals = [a if b is None else b if a is None else a + b for a, b in zip(totals, found)]
    return totals


def ask_replay(run, request):
    """The forward and backward pass again, this time observed as a recorded step is."""
    subject = run._subject
    trained = [i for i, p in enumerate(subject.tensors) if p.requires_grad]
    equal, seen = [True], {}

    def check(outputs, found):
        equal[0] = equal[0] and all(int(checksum(output)) == sum_ for output, _, sum_ in outputs)
        for i, gradient in zip(trained, found):
            if gradient is not None:
                seen.setdefault(i, []).append(int(checksum(gradient)))

    with replaying(run) as kept:
        recorder = Recorder(run, dict(request, eager=False), kept.step)
        recorder.open()
        try:
            own_gradients(kept, [subject.tensors[i] for i in trained], check)
        finally:
            recorder.remove()
        passes = {i: [int(sum_) for sum_ in sums] for i, sums in kept.gradients.items()}
    header, tensors = recorder.found()
    return dict(header, equal=equal[0] and seen == passes), tensors


def ask_neuron(run, request):
    return ask_replay(run, dict(request, want=["neuron"]))


def ask_nudge(run, request):
    """The loss with one parameter a little larger, and a little smaller, for a check of its gradient. The loss itself is the
    program's own and not known here: what takes its place is Σ δ·output, with the gradient δ that came to the outputs. It has
    the same derivative."""
    subject = run._subject
    index, tensor, _ = asked_tensor(run, dict(request, of="w"))
    parameter, place = subject.tensors[index], tuple(int(i) for i in request["index"])
    if len(place) != tensor.dim() or not all(0 <= i < n for i, n in zip(place, tensor.shape)):
        raise Refused("no such element")
    size = sum(p.numel() for p in subject.tensors)
    double = request.get("double", True) and 16 * size <= MAX_COPY
    eps = float(request.get("eps") or (1e-5 if double else 1e-2))
    if not double:
        eps *= max(abs(float(tensor[place])), float(norm(tensor)) / math.sqrt(max(1, tensor.numel())))
    with replaying(run) as kept:
        own = own_gradients(kept, [parameter])[0]
        with torch.no_grad():
            at = {}
            for sign in (1, -1):
                total = 0.0
                for call in kept.calls:
                    tensors = {name: (p.double() if double else p) for name, p in call["root"].named_parameters()}
                    for name, p in call["root"].named_parameters():
                        if p is parameter:
                            moved = tensors[name].clone()
                            moved[place] += sign * eps
                            tensors[name] = moved
                            at[sign] = float(moved[place])
                    for output, delta, _ in kept.again(call, tensors, double):
                        total += float((output.double() * delta.double()).sum())
                at[2 * sign] = total
    mean = parameter.grad
    return {"hi": "%.17g" % at[2], "lo": "%.17g" % at[-2], "width": "%.17g" % (at[1] - at[-1]), "double": double,
            "own": None if own is None else "%.17g" % float(own[place]),
            "mean": None if mean is None else "%.17g" % float(plain(mean)[place]), "of": "delta*output"}, {}


QUESTIONS = {"row": ask_row, "column": ask_column, "slice": ask_slice, "picture": ask_picture, "checksum": ask_checksum,
             "set": ask_set, "replay": ask_replay, "neuron": ask_neuron, "nudge": ask_nudge}


# ---- JAX -----------------------------------------------------------------------------------------------------------------------

class jax:
    """For programs in JAX, where nothing can hook: `probe` inside the jitted step makes a few numbers more of it, in a variant
    that runs when `run.observe` says so; `run.tick` hands them over and is where a run is held."""

    @staticmethod
    def probe(**trees):
        """The norm of each array, by name: probe(params=…, grads=…, acts=…, delta=…)."""
        tree, numpy = importlib.import_module("jax.tree_util"), importlib.import_module("jax.numpy")
        return {kind: {tree.keystr(path): numpy.sqrt(numpy.sum(leaf * leaf)) for path, leaf in
                       tree.tree_flatten_with_path(values)[0]} for kind, values in trees.items()}


class JaxSide:
    """What a JAX program handed over and has not been sent. Nothing here waits for the device."""

    def __init__(self, run):
        self.run, self.observed, self.losses, self.told = run, collections.deque(maxlen=64), collections.deque(maxlen=64), None

    def wanted(self):
        run, step = self.run, self.run.updates + 1
        with run._condition:
            if min(run._observe, default=NEVER) <= step:
                return True
            due = run._observe_soon is not None or any(reading.next <= step for reading in run._readings)
        cost = 0.5 * run._seconds                 # by measure; a clock here cannot see it
        if not due or run._budget.share <= 0:
            return False
        run._budget.refill(time.monotonic(), run._link.cpu_seconds, cost)
        return run._budget.credit >= cost

    def take(self, loss, observed):
        run = self.run
        if loss is not None and not run._asleep:
            self.losses.append(loss)
        if observed is not None:
            with run._condition:
                request = run._asked_to_observe(run.updates + 1)
                if request is None:
                    request, run._observe_soon = run._observe_soon, None
                readings = [reading for reading in run._readings if reading.probe == "norms"]
                for reading in run._readings:
                    reading.next = run.updates + 2
            run._budget.pay(0.5 * run._seconds)
            self.observed.append((run.updates + 1, observed, request, readings))
        while self.losses and ready(self.losses[0]):
            run._loss = [number(self.losses[0])] * 3
            self.losses.popleft()
        while self.observed and all(ready(leaf) for part in self.observed[0][1].values() for leaf in part.values()):
            self.send(*self.observed.popleft())

    def send(self, step, observed, request, readings):
        run = self.run
        values = {kind: [float(leaf) for leaf in part.values()] for kind, part in observed.items()}
        names = {kind: list(part) for kind, part in observed.items()}
        if names != self.told:
            self.told = names
            frame = encode({"t": "model", "modules": [[name, "array", -1, {}] for name in names.get("acts", [])],
                            "parameters": [[name, -1, [], "F32", [], [], "replicate"] for name in names.get("params", [])],
                            "tied": [], "optimizers": [], "wrapper": "jax", "compiled": True})
            run._model_frame = frame
            run._link.post("model", frame)
        for reading in readings:
            run._frame(reading, step, {"grad": "final"}, {"g,w": floats([values.get("grads", []), values.get("params", [])])})
        if request is not None:
            states = [[i, FORWARD, 0, 1, 0] for i in range(len(values.get("acts", [])))]
            states += [[i, DELTA, 0, 1, 0] for i in range(len(values.get("delta", [])))]
            run._send("record", {"t": "record", "id": request.get("id"), "step": step, "micro": 1, "states": states, "batch": []},
                      {"norm": floats([values.get("acts", []) + values.get("delta", [])], flat=True)})


def ready(array):
    return not hasattr(array, "is_ready") or array.is_ready()


def floats(rows, flat=False):
    """Numbers as they go on the wire."""
    values = [value for row in rows for value in row]
    return "F32", [len(values)] if flat else [len(rows), len(rows[0])], struct.pack("<%df" % len(values), *values)


# ---- watch ---------------------------------------------------------------------------------------------------------------------

_run = None


def watch(model=None, optimizer=None, budget=0.01, control="hold", sample=0, max_hold=1800, keep_batch=False):
    """Lets a hub watch this process. Returns the run, the same one every time.

    model, optimizer    found by themselves where not given; lists of several may be given, of which the first optimizer counts
    budget              share of the run's time that readings may take
    control             "look": never held; "hold"; "edit": a hub may also set a learning rate or a weight while held
    sample              of a batch, the one that is shown
    max_hold            seconds after which a held run goes by itself
    keep_batch          keep each batch until its update, not only when a stop has been arranged
    """
    global _run
    models = list(model) if isinstance(model, (list, tuple)) else [] if model is None else [model]
    optimizers = list(optimizer) if isinstance(optimizer, (list, tuple)) else [] if optimizer is None else [optimizer]
    if control not in ("look", "hold", "edit"):
        raise ValueError("control: expected look, hold or edit, found %r" % (control,))
    if not 0 <= budget <= 1:
        raise ValueError("budget: expected a share of 0 to 1, found %r" % (budget,))
    if torch is not None and not all(isinstance(m, torch.nn.Module) for m in models):
        raise TypeError("model: expected a torch.nn.Module, or a list of them")
    if not all(hasattr(o, "register_step_pre_hook") for o in optimizers):
        raise TypeError("optimizer: expected a torch.optim.Optimizer, or a list of them")
    if _run is None:
        _run = Run(budget, control, sample, max_hold, keep_batch)
        _begin(_run, models, optimizers)
    elif models or optimizers:
        _aim(_run, models, optimizers)
    return _run


def _watch_by_hook():
    """For `shim/sitecustomize.py`: the function that its hook of all optimizers is to call."""
    global _run
    if _run is None:
        _run = Run(0.01, "hold", 0, 1800, False)
        _run._hooked = True
        _begin(_run, [], [])
        return _run._before_update
    return lambda optimizer, arguments, named: None       # the program watches by itself, with hooks of its own


def _begin(run, models, optimizers):
    _aim(run, models, optimizers)
    if run._dead:
        return
    try:
        os.register_at_fork(after_in_child=run._in_child)
        atexit.register(run._finish)
        run._tell_of_exceptions()
        run._link.start()
    except Exception as error:
        run._failed(error, "watch", fatal=True)


def _aim(run, models, optimizers):
    """Puts the hook where it belongs; later, in a notebook say, where it now belongs."""
    try:
        run._models, run._subject = models or run._models, None
        run._alarm = run.updates + 1
        if optimizers:
            if not run._hooked and optimizers[0] is not run._lead:
                for handle in run._hooks:
                    handle.remove()
                run._hooks = [optimizers[0].register_step_pre_hook(run._before_update)]
            run._lead, run._optimizers, run._chosen = optimizers[0], optimizers, True
        elif torch is not None and not run._hooks and not run._hooked:
            from torch.optim.optimizer import register_optimizer_step_pre_hook
            run._hooks = [register_optimizer_step_pre_hook(run._before_update)]
            run._hooked = True
    except Exception as error:
        run._failed(error, "watch", fatal=True)
        return
    if models:
        try:
            run._describe()                       # so that a hub that comes before the first update hears of it
        except Exception:
            pass                                  # a model that is not made yet will be by then
        run._subject = None                       # it may still be wrapped, or compiled
