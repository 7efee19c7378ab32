"""Makes the ONNX files in hostile/: each is small, and asks for more than any machine has, or for what makes no sense.

    pip install onnx
    python make_hostile.py
"""

import pathlib

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = pathlib.Path(__file__).resolve().parent / "hostile"


def floats(name, array):
    return numpy_helper.from_array(numpy.asarray(array, dtype=numpy.float32), name)


def integers(name, array):
    return numpy_helper.from_array(numpy.asarray(array, dtype=numpy.int64), name)


def write(name, shape, nodes, constants):
    port = [helper.make_tensor_value_info(port, TensorProto.FLOAT, ["N", *shape]) for port in ("x", "out")]
    graph = helper.make_graph(nodes, "g", port[:1], port[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, FOLDER / (name + ".onnx"))


def main():
    square = numpy.eye(4)
    # 200 million positions, and a mask of one number: a table of who sees whom would take 40 petabytes.
    write(
        "endless-attention", [200_000_000, 4],
        [helper.make_node("MatMul", ["x", name], [name + "1"]) for name in "qkv"] + [
            helper.make_node("Transpose", ["k1"], ["kt"], perm=[0, 2, 1]), helper.make_node("MatMul", ["q1", "kt"], ["s"]),
            helper.make_node("Mul", ["s", "scale"], ["s2"]), helper.make_node("Add", ["s2", "mask"], ["s3"]),
            helper.make_node("Softmax", ["s3"], ["a"], axis=-1), helper.make_node("MatMul", ["a", "v1"], ["y"]),
            helper.make_node("MatMul", ["y", "o"], ["out"])],
        [floats(name, square) for name in "qkvo"] + [floats("scale", 0.5), floats("mask", [-1e9])])
    # Parts of a sum that are more together than a whole number can be.
    write(
        "endless-split", [5, 4],
        [helper.make_node("MatMul", ["x", "w"], ["h"]), helper.make_node("Split", ["h", "parts"], ["a", "b", "out"], axis=-1)],
        [floats("w", square), integers("parts", [1 << 62, 1 << 62, 1 << 62])])
    # A sum that is split into nothing.
    write(
        "split-into-nothing", [5, 4],
        [helper.make_node("MatMul", ["x", "w"], ["h"]), helper.make_node("Split", ["h"], [], axis=-1),
         helper.make_node("Relu", ["h"], ["out"])],
        [floats("w", square)])
    # A sample of half a thousand million numbers in another order.
    write(
        "endless-order", [23_000, 23_000],
        [helper.make_node("Transpose", ["x"], ["t"], perm=[0, 2, 1]), helper.make_node("Flatten", ["t"], ["f"]),
         helper.make_node("MatMul", ["f", "w"], ["out"])],
        [floats("w", square)])


if __name__ == "__main__":
    main()
