"""Lets a hub watch a training run whose code knows nothing of it: `backstep attach -- python train.py` puts this folder on
PYTHONPATH.

Python imports a module of this name whenever it starts, so every start pays for it: it imports only what Python has loaded
anyway, and does nothing until a program imports PyTorch's optimizers. The client itself comes with the first update.
"""
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))


class OptimizerFinder:
    """Waits, first among the finders of modules, for the one module that has the hook; and then leaves."""

    wanted = "torch.optim.optimizer"

    def find_spec(self, name, path=None, target=None):
        if name != self.wanted:
            return None
        sys.meta_path.remove(self)
        for finder in list(sys.meta_path):
            find = getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find is not None else None
            if spec is not None and spec.loader is not None:
                self.after_execution(spec.loader)
                return spec
        return None

    @staticmethod
    def after_execution(loader):
        execute = loader.exec_module

        def execute_and_hook(module):
            execute(module)
            safely(lambda: module.register_optimizer_step_pre_hook(FirstUpdate().before_update))
        loader.exec_module = execute_and_hook


class FirstUpdate:
    """A hook of all optimizers. It stays where it is and hands on: a hook that takes itself out while PyTorch goes through its
    hooks would end the program's update with an error."""

    def __init__(self):
        self.watch = None

    def before_update(self, optimizer, arguments, named):
        if self.watch is None:
            self.watch = safely(load_client) or ignore
        self.watch(optimizer, arguments, named)


def ignore(optimizer, arguments, named):
    pass


def load_client():
    folder = os.path.dirname(FOLDER)
    if folder not in sys.path:
        sys.path.append(folder)
    import backstep
    return backstep._watch_by_hook()


def safely(function):
    """Its result, or None: whatever fails here is not the program's trouble."""
    try:
        return function()
    except Exception as error:
        print("backstep: not attached: %r" % (error,), file=sys.stderr)
        return None


def run_shadowed():
    """The environment may have a module of this name, which Python would have imported instead. It runs, and keeps the name."""
    own, path = sys.modules.pop("sitecustomize", None), list(sys.path)
    sys.path[:] = [entry for entry in path if os.path.abspath(entry or os.curdir) != FOLDER]
    without = list(sys.path)
    try:
        import sitecustomize  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "sitecustomize":
            raise
        if own is not None:
            sys.modules["sitecustomize"] = own
    finally:
        if sys.path == without:                   # unless that one has changed it
            sys.path[:] = path


if os.environ.get("BACKSTEP") and not os.environ.get("BACKSTEP_OFF"):
    sys.meta_path.insert(0, OptimizerFinder())
run_shadowed()
