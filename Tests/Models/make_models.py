"""Makes the ONNX files here and what PyTorch says of them.

    pip install torch onnx onnxscript onnxruntime keras
    python make_models.py

Beside NAME.onnx stands NAME.json: an input, the output, and for those that learn the classes that it should have been and all
parameters after one step of SGD with a rate of 0.1 on softmax + cross-entropy. NAME.safetensors has the weights under the names that
their module gives them.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy
import onnx
import onnxruntime
import torch
from torch import nn

FOLDER = pathlib.Path(__file__).parent


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.norm1 = nn.GroupNorm(2, 4)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.conv3 = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.conv4 = nn.Conv2d(6, 6, 3, padding=1)
        self.shortcut = nn.Conv2d(4, 6, 1, stride=2)
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        x = torch.relu(self.norm1(self.conv1(x)))
        x = torch.relu(self.conv2(x) + x)
        x = torch.relu(self.conv4(torch.relu(self.conv3(x))) + self.shortcut(x))
        return self.fc(nn.functional.adaptive_avg_pool2d(x, 1).flatten(1))


class Last(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, batch_first=True)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(self.lstm(x)[0][:, -1])


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.norm = nn.LayerNorm(4)
        self.gru = nn.GRU(4, 5, batch_first=True)
        self.fc = nn.Linear(5, 3)

    def forward(self, x):
        return self.fc(self.gru(self.norm(self.embedding(x)))[1][-1])


class Encoder(nn.Module):
    """MultiheadAttention, with query, key and value in one sum."""

    def __init__(self):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, norm_first=True, activation="gelu")
        self.fc = nn.Linear(40, 3)

    def forward(self, x):
        return self.fc(self.layer(x).flatten(1))


class Causal(nn.Module):
    """scaled_dot_product_attention, which an exporter takes apart."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(8, 8) for _ in range(4))
        self.fc = nn.Linear(40, 3)

    def forward(self, x):
        samples, time, size = x.shape
        query, key, value = (
            part(x).view(samples, time, 2, 4).transpose(1, 2) for part in (self.query, self.key, self.value))
        seen = nn.functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.fc(self.output(seen.transpose(1, 2).reshape(samples, time, size)).flatten(1))


class Letters(nn.Module):
    """A block of a GPT, written out as many have it: one sum for query, key and value, and a mask that is filled in."""

    def __init__(self):
        super().__init__()
        self.embedding, self.position, self.norm = nn.Embedding(6, 8), nn.Embedding(5, 8), nn.LayerNorm(8)
        self.attention, self.output, self.fc = nn.Linear(8, 24), nn.Linear(8, 8), nn.Linear(8, 6)
        self.register_buffer("mask", torch.tril(torch.ones(5, 5)).view(1, 1, 5, 5))

    def forward(self, letters):
        samples, time = letters.shape
        x = self.embedding(letters) + self.position(torch.arange(time))
        parts = self.attention(self.norm(x)).split(8, dim=2)
        query, key, value = (part.view(samples, time, 2, 4).transpose(1, 2) for part in parts)
        scores = query @ key.transpose(-2, -1) * key.size(-1) ** -0.5
        scores = scores.masked_fill(self.mask[:, :, :time, :time] == 0, float("-inf"))
        seen = (scores.softmax(-1) @ value).transpose(1, 2).contiguous().view(samples, time, 8)
        return self.fc((x + self.output(seen))[:, -1])


class Functions(nn.Module):
    """Every function that exporters take apart."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(4, 5), nn.GELU(), nn.Linear(5, 5), nn.SiLU(), nn.Linear(5, 4, bias=False), nn.Softplus(),
            nn.Linear(4, 4), nn.PReLU(), nn.ELU(), nn.Linear(4, 4), nn.LeakyReLU(0.1), nn.LayerNorm(4), nn.Linear(4, 3))

    def forward(self, x):
        return torch.log_softmax(self.layers(x.view(x.size(0), -1)), 1)


def plain(path):
    """The file without the lines of the program, and with all numbers in it."""
    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    del model.graph.value_info[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    model.graph.doc_string = ""
    for tensor in model.graph.initializer:
        del tensor.metadata_props[:]
    for port in list(model.graph.input) + list(model.graph.output):
        del port.metadata_props[:]
    onnx.save(model, path)
    for companion in FOLDER.glob(path.name + ".data"):
        companion.unlink()


def rounded(values):
    return [float(f"{value:.9g}") for value in numpy.asarray(values, dtype=numpy.float64).ravel()]


def write(name, x, output, **more):
    facts = {"input": rounded(x), "output": rounded(output)} | more
    (FOLDER / f"{name}.json").write_text(json.dumps(facts) + "\n")


def torch_model(name, model, x, learns=True, **options):
    path = FOLDER / f"{name}.onnx"
    model.eval()
    torch.onnx.export(model, (x,), path, verbose=False, **options)
    plain(path)
    output = model(x)
    more = {}
    if learns:
        from safetensors.torch import save_file

        save_file(model.state_dict(), FOLDER / f"{name}.safetensors")
        classes = torch.tensor([0, 2, 1, 2])[: len(x)]
        nn.functional.cross_entropy(output, classes).backward()
        torch.optim.SGD(model.parameters(), 0.1).step()
        more = {"classes": classes.tolist(), "step": rounded(torch.cat([p.detach().flatten() for p in model.parameters()]))}
    write(name, x.numpy(), output.detach().numpy(), **more)


def keras_model(name, model, shape):
    path = FOLDER / f"{name}.onnx"
    x = numpy.random.default_rng(1).normal(size=(2, *shape)).astype("float32")
    model(x)
    model.export(path, format="onnx", verbose=False)
    plain(path)
    session = onnxruntime.InferenceSession(path)
    output = session.run(None, {session.get_inputs()[0].name: x})[0]
    # Channels first, as backstep has them.
    write(name, numpy.moveaxis(x, -1, 1), output)


def main():
    torch.manual_seed(1)
    keras.utils.set_random_seed(1)
    batch = {"dynamic_shapes": ({0: torch.export.Dim("batch")},)}
    older = {"dynamo": False, "input_names": ["x"], "dynamic_axes": {"x": {0: "batch"}}}
    torch_model(
        "mlp", nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 3)), torch.randn(4, 4),
        dynamo=True)
    torch_model(
        "lenet",
        nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(4, 6, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(24, 10), nn.ReLU(), nn.Dropout(0.5), nn.Linear(10, 3)),
        torch.randn(3, 1, 12, 12), **older)
    torch_model("residual", Residual(), torch.randn(3, 1, 6, 6), dynamo=True, **batch)
    torch_model("last", Last(), torch.randn(2, 5, 3), learns=False, **older)
    torch_model("words", Words(), torch.randint(0, 7, (2, 4)), learns=False, dynamo=True, **batch)
    x = torch.randn(2, 5, 8)
    torch_model("encoder", Encoder(), x, learns=False, dynamo=True, **batch)
    torch_model("encoder-older", Encoder(), x, learns=False, **older)
    torch_model("causal", Causal(), x, learns=False, dynamo=True, **batch)
    torch_model("causal-older", Causal(), x, learns=False, **older)
    letters = torch.randint(0, 6, (2, 5))
    torch_model("letters", Letters(), letters, learns=False, dynamo=True, **batch)
    torch_model("letters-older", Letters(), letters, learns=False, **older)
    torch_model(
        "signal",
        nn.Sequential(
            nn.Conv1d(2, 4, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(4, 6, 3, dilation=2), nn.ReLU(),
            nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(6, 3)),
        torch.randn(2, 2, 16), learns=False, **older)
    torch_model("functions", Functions(), torch.randn(2, 4), learns=False, dynamo=True, opset_version=18)
    torch_model("functions-older", Functions(), torch.randn(2, 4), learns=False, opset_version=15, **older)
    inputs = keras.Input((6, 6, 2))
    x = keras.layers.Conv2D(3, 3, padding="same", activation="relu")(inputs)
    x = keras.layers.Add()([keras.layers.BatchNormalization()(keras.layers.Conv2D(3, 3, padding="same")(x)), x])
    x = keras.layers.Flatten()(keras.layers.MaxPooling2D(2)(x))
    keras_model("keras", keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(x)), (6, 6, 2))


if __name__ == "__main__":
    main()
