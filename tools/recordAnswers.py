"""Prints what boto3 reads: recordAnswers.py ENDPOINT REGION ACCOUNT_ID..."""
import json
import sys

import boto3

endpoint, region, *account_ids = sys.argv[1:]
client = boto3.client("inspector2", endpoint_url=endpoint, region_name=region)
answer = client.batch_get_account_status(accountIds=account_ids)
del answer["ResponseMetadata"]
print(json.dumps({"version": boto3.__version__, "answer": answer}))
