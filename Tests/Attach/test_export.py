"""Networks that backstep exports are what PyTorch makes of them: the program's outputs, and the file's where onnxruntime is there."""
import importlib.util
import os
import subprocess
import tempfile
import unittest

import torch

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("BACKSTEP_PROGRAM", os.path.join(ROOT, ".build", "debug", "backstep"))

try:
    import onnxruntime
except ImportError:
    onnxruntime = None

NETWORKS = [
    ("digits", "dense:16,relu,dense:12,gelu,dense:12,gelu(approximation:tanh),dense:12,silu,dense:12,elu:0.7,dense:10"),
    ("digits", "dense:16,leakyRelu:0.2,batchNorm,dense:12,prelu,dropout:0.3,dense:12,prelu(shared:false),layerNorm,dense:10"),
    ("digits", "dense:16(bias:false),sigmoid,dense:12,softplus(beta:2,threshold:5),dense:12,tanh,identity,groupNorm:3,dense:10"),
    (
        "digits",
        "conv:4x5(stride:2,padding:1),batchNorm,relu,maxPool:2,conv:6x3,groupNorm:2(affine:false),prelu(shared:false),"
        "avgPool:2x3(stride:2,padding:1,countIncludePad:false),flatten,dense:10",
    ),
    (
        "digits",
        "conv:4x3(padding:same),relu,residual[conv:4x3(padding:1),batchNorm(affine:false),relu,conv:4x3(padding:1)],"
        "residual[conv:6x3(stride:2,padding:1)|conv:6x1(stride:2,bias:false)],layerNorm(shape:6x14x14),flatten,dense:10",
    ),
    ("digits", "rnn:6(returns:sequence,activation:relu),gru:5(returns:sequence,bias:false),lstm:7,dense:10"),
    ("digits", "selfAttention:2,position,selfAttention:4(causal:true),lastStep,dense:10"),
    ("story", "embedding:22x8,position,residual[layerNorm,selfAttention:2(causal:true)],layerNorm,lastStep,dense:22"),
]


@unittest.skipUnless(os.path.exists(PROGRAM), f"no {PROGRAM}: swift build makes it")
class ExportTests(unittest.TestCase):
    def backstep(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def outputs(self, number, data, network):
        """What the program for PyTorch gives, and what onnxruntime makes of the file."""
        model = f"m{number}.safetensors"
        self.backstep(
            "train", "--data", data, "--train-count", "64", "--epochs", "1", "--network", network, "--learning-rate", "0.02",
            "--save", model)
        self.backstep("export", model, "--pytorch", f"torch{number}.py")
        self.backstep("export", model, "--onnx", f"m{number}.onnx")
        path = os.path.join(self.folder, f"torch{number}.py")
        spec = importlib.util.spec_from_file_location(f"torch{number}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        example = module.__doc__.split("model(torch.zeros(")[1].split(")")[0]
        shape = [3] + [int(size) for size in example.split(", dtype")[0].split(", ")[1:]]
        torch.manual_seed(1)
        x = torch.randint(0, 20, shape) if "long" in example else torch.randn(shape)
        with torch.no_grad():
            y = module.model(x)
        if onnxruntime is None:
            return y, None
        session = onnxruntime.InferenceSession(os.path.join(self.folder, f"m{number}.onnx"))
        return y, torch.from_numpy(session.run(None, {"input": x.numpy()})[0])

    def test_outputs_agree(self):
        for number, (data, network) in enumerate(NETWORKS):
            with self.subTest(network=network):
                y, other = self.outputs(number, data, network)
                self.assertTrue(torch.isfinite(y).all())
                if other is not None:
                    self.assertLess((y - other).abs().max().item(), 1e-5)


if __name__ == "__main__":
    unittest.main()
