"""A tiny GPT-2 on the licence of the repository, letter by letter, with the Trainer of transformers."""

import argparse
import pathlib
import tempfile

import torch
from transformers import GPT2Config, GPT2LMHeadModel, Trainer, TrainingArguments, set_seed

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True)
parser.add_argument("--steps", type=int, default=300)
parser.add_argument("--seed", type=int, default=0)
arguments = parser.parse_args()

text = (pathlib.Path(__file__).resolve().parents[2] / "LICENSE").read_text()
letters = sorted(set(text))
codes = torch.tensor([letters.index(letter) for letter in text])
pieces = [codes[start : start + 64] for start in range(0, len(codes) - 64, 32)]
examples = [{"input_ids": piece, "labels": piece} for piece in pieces]
held, training = examples[::10], [e for i, e in enumerate(examples) if i % 10]

set_seed(arguments.seed)
model = GPT2LMHeadModel(
    GPT2Config(vocab_size=len(letters), n_positions=64, n_embd=48, n_layer=2, n_head=3))
with tempfile.TemporaryDirectory() as folder:
    Trainer(
        model=model, train_dataset=training, eval_dataset=held,
        args=TrainingArguments(
            folder, max_steps=arguments.steps, learning_rate=arguments.lr, seed=arguments.seed,
            per_device_train_batch_size=16, per_device_eval_batch_size=64,
            lr_scheduler_type="cosine", warmup_steps=0.05, logging_steps=5, eval_strategy="steps",
            eval_steps=max(1, arguments.steps // 4), save_strategy="no", report_to=[], use_cpu=True)).train()
